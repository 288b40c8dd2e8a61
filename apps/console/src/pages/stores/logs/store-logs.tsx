import type { StoreDetail } from '@holdfast/stores/contract'
import { useQuery } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Failure } from '../../../ui/states/failure.tsx'
import { StaleNotice } from '../../../ui/states/stale-notice.tsx'
import { Card } from '../card.tsx'
import { logsQuery } from './logs-query.ts'

/** What the shop itself has written: read once somebody wants to see it, and then as they like. */
export function StoreLogs({ store }: { readonly store: StoreDetail }) {
  const [isShown, setShown] = useState(false)
  const [isFollowing, setFollowing] = useState(false)
  const query = useQuery({ ...logsQuery(store.id, isFollowing), enabled: isShown })
  if (store.phase === 'deleted') return null
  return (
    <Card
      title="Logs"
      actions={
        isShown ? (
          <div className="flex gap-1.5">
            <Button
              size="small"
              aria-pressed={isFollowing}
              className="aria-pressed:border-ember aria-pressed:text-ember-text"
              onClick={() => setFollowing(!isFollowing)}
            >
              Follow
            </Button>
            <Button
              size="small"
              isBusy={query.isFetching && !isFollowing}
              onClick={() => void query.refetch()}
            >
              <RotateCw aria-hidden /> Refresh
            </Button>
          </div>
        ) : (
          <Button size="small" onClick={() => setShown(true)}>
            Show the logs
          </Button>
        )
      }
    >
      {!isShown && (
        <p className="px-4 py-3 text-soft">The last lines that the shop itself has written.</p>
      )}
      {isShown && query.data === undefined && query.error === null && (
        <p role="status" className="appear-late px-4 py-3 text-soft">
          Reading the logs …
        </p>
      )}
      {isShown && query.data === undefined && query.error !== null && (
        <Failure error={query.error} retry={() => void query.refetch()} />
      )}
      {isShown && query.data !== undefined && (
        <>
          {query.error !== null && (
            <StaleNotice error={query.error} at={query.dataUpdatedAt} retry={query.refetch} />
          )}
          <Lines text={query.data.text} isFollowing={isFollowing} />
        </>
      )}
    </Card>
  )
}

function Lines({ text, isFollowing }: { readonly text: string; readonly isFollowing: boolean }) {
  const place = useRef<HTMLPreElement>(null)
  useEffect(() => {
    const { current } = place
    // Whatever came last is in view.
    if (current !== null && isFollowing && text !== '') current.scrollTop = current.scrollHeight
  }, [text, isFollowing])
  if (text.trim() === '') {
    return <p className="px-4 py-3 text-soft">The shop has written nothing yet.</p>
  }
  return (
    <pre
      ref={place}
      role="region"
      aria-label="Last lines of the logs"
      // Longer and wider than its box it scrolls, also by keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className="max-h-96 overflow-auto rounded-b bg-sunk p-3 font-mono text-12 max-md:whitespace-pre-wrap max-md:wrap-anywhere"
    >
      {text}
    </pre>
  )
}
