import type { JobEvent } from '@holdfast/studio/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { formatMoment } from '../../../format/moments.ts'
import { classNames } from '../../../ui/class-names.ts'
import { usePanelHeadings } from '../../../ui/panel/use-panel-headings.ts'
import { Failure } from '../../../ui/states/failure.tsx'
import { RowsSkeleton } from '../../../ui/states/rows-skeleton.tsx'
import { clockOf } from '../../stores/events/clock-of.ts'
import { durationWords } from '../../stores/store-words.ts'
import { pastEventsQuery } from '../data/job-queries.ts'
import { doingWords, jobStateWords } from '../job/job-words.ts'
import '../studio.css'
import { milestonesOf, type Milestone } from './milestones.ts'

interface JobTimelineProps {
  readonly jobId: string
  /** The number of the newest event as the job was opened. */
  readonly openedAt: number
  /** What has happened since. */
  readonly told: readonly JobEvent[]
}

/** What happened to a job and when, the newest first; what happens now slides in above. */
export function JobTimeline({ jobId, openedAt, told }: JobTimelineProps) {
  const { Part } = usePanelHeadings()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery(
    pastEventsQuery({ id: jobId, lastEvent: openedAt }),
  )
  // All of it makes few lines.
  useEffect(() => {
    if (hasNextPage && !isFetching && error === null) void fetchNextPage()
  }, [hasNextPage, isFetching, error, fetchNextPage])
  const past = data?.pages.flatMap(({ items }) => items)
  return (
    <section>
      <Part className="mb-2 font-semibold">What happened</Part>
      {past === undefined &&
        (error === null ? (
          <RowsSkeleton what="what happened" />
        ) : (
          <Failure error={error} retry={() => void refetch()} />
        ))}
      {past !== undefined && (
        <ol aria-label="What happened, newest first">
          {milestonesOf([...past, ...told])
            .toReversed()
            .map((milestone) => (
              <Line
                key={milestone.event.number}
                milestone={milestone}
                isNew={milestone.event.number > openedAt}
              />
            ))}
        </ol>
      )}
    </section>
  )
}

function Line({ milestone, isNew }: { readonly milestone: Milestone; readonly isNew: boolean }) {
  const { event, lastedMs } = milestone
  const { state, attempt, failure, at } = event
  return (
    <li
      className={classNames(
        'studio-moment',
        isNew && 'animate-in duration-200 fade-in-0 slide-in-from-top-1',
      )}
    >
      <span aria-hidden data-tone={jobStateWords[state].tone} className="studio-dot" />
      <div className="min-w-0">
        <p>
          {doingWords(event)}
          {attempt > 1 && <span className="text-12 text-warning"> · try {attempt}</span>}
        </p>
        {failure !== null && <p className="text-12 text-soft wrap-anywhere">{failure.message}</p>}
      </div>
      <span className="text-right text-12 text-faint tabular-nums">
        <time dateTime={at} title={formatMoment(at)}>
          {clockOf(at)}
        </time>
        {lastedMs !== undefined && lastedMs >= 100 && (
          <span className="block">{durationWords(lastedMs)}</span>
        )}
      </span>
    </li>
  )
}
