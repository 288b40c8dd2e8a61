import type { UseQueryResult } from '@tanstack/react-query'
import { SearchX } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../button.tsx'
import { Failure } from '../states/failure.tsx'
import { StaleNotice } from '../states/stale-notice.tsx'
import { StateFrame } from '../states/state-frame.tsx'
import { PanelSkeleton } from './panel-skeleton.tsx'
import { usePanelHeadings } from './use-panel-headings.ts'

interface PanelProps<Shown> {
  /** What is open: "Payment". */
  readonly name: string
  readonly query: UseQueryResult<Shown>
  /** Why there may be none at this address. */
  readonly missing: string
  /** Stands in the place of everything else. */
  readonly instead?: ReactNode
  readonly onClose: () => void
  /** What is shown of it; `stale` comes below its header, where it could not be refreshed. */
  readonly children: (shown: Shown, stale: ReactNode) => ReactNode
}

/** One thing beside the list that it was opened from, with all the states that it can be in. */
export function Panel<Shown extends { readonly id: string }>(props: PanelProps<Shown>) {
  const { name, query, instead } = props
  const { Title } = usePanelHeadings()
  return (
    <section
      aria-label={name}
      className="relative flex w-full min-w-0 flex-col overflow-y-auto bg-raised lg:w-[456px] lg:shrink-0 lg:border-l xl:w-[480px]"
    >
      {(instead !== undefined || query.data === undefined) && (
        <Title className="sr-only">{name}</Title>
      )}
      {instead ?? <Opened {...props} />}
    </section>
  )
}

function Opened<Shown extends { readonly id: string }>(props: PanelProps<Shown>) {
  const { name, query, missing, onClose, children } = props
  const { data, error, dataUpdatedAt, refetch } = query
  if (data === undefined) {
    if (error === null) return <PanelSkeleton what={`the ${name.toLowerCase()}`} />
    return (
      <Failure
        error={error}
        retry={() => void refetch()}
        notFound={
          <StateFrame
            Icon={SearchX}
            title={`There is no such ${name.toLowerCase()}`}
            text={missing}
          >
            <Button onClick={onClose}>Back to the list</Button>
          </StateFrame>
        }
      />
    )
  }
  return (
    <article key={data.id} className="max-w-2xl animate-in fade-in-0 duration-150">
      {children(
        data,
        error !== null && <StaleNotice error={error} at={dataUpdatedAt} retry={refetch} />,
      )}
    </article>
  )
}
