import { Skeleton } from '@holdfast/ui/skeleton/preact'
import { useEffect, useState, type Dispatch, type StateUpdater } from 'preact/hooks'
import type { ComponentChildren } from 'preact'
import circleAlert from 'lucide-static/icons/circle-alert.svg?raw'
import { Icon } from './icon.tsx'

/**
 * Shows a part of the page that is fetched when it is first asked for, so that nobody else carries
 * it. When it does not come (no network, or a newer site in its place) it says so; a reload helps in
 * both cases, and keeps what was entered.
 */
export function LaterPart<Part>(props: {
  readonly fetch: () => Promise<Part>
  readonly children: (part: Part) => ComponentChildren
}) {
  const [state, setState] = useState<State<Part>>({ is: 'coming' })
  useEffect(() => {
    void settle(props.fetch, setState)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- a part is fetched once
  }, [])
  if (state.is === 'here') return <>{props.children(state.part)}</>
  return (
    <section class="step">
      {state.is === 'coming' ? <Skeleton shape="lines" count={6} label="Loading" /> : <Missing />}
    </section>
  )
}

type State<Part> =
  | { readonly is: 'coming' | 'missing' }
  | { readonly is: 'here'; readonly part: Part }

async function settle<Part>(
  fetch: () => Promise<Part>,
  setState: Dispatch<StateUpdater<State<Part>>>,
): Promise<void> {
  try {
    const part = await fetch()
    setState({ is: 'here', part })
  } catch {
    setState({ is: 'missing' })
  }
}

function Missing() {
  return (
    <div class="notice" role="alert" data-tone="warning">
      <Icon svg={circleAlert} />
      <div class="notice-body">
        <p class="notice-title">This part of the page did not come</p>
        <p>The connection broke, or the site was just renewed. Nothing in your booking is lost.</p>
        <button type="button" class="button button-plain" onClick={() => location.reload()}>
          Reload the page
        </button>
      </div>
    </div>
  )
}
