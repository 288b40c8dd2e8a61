import { ChevronRight, ListChecks } from 'lucide-react'
import { formatMoment } from '../../../format/moments.ts'
import { durationWords } from '../store-words.ts'
import { clockOf } from './clock-of.ts'
import type { FoldedSteps } from './fold-steps.ts'
import { StoreEventItem } from './store-event-item.tsx'

/** Steps that went well, in a line; opened, each of their events. */
export function FoldedStepsItem({ folded }: { readonly folded: FoldedSteps }) {
  const { events, count, tookMs } = folded
  const at = events[0]?.at ?? ''
  return (
    <li className="border-b last:border-b-0">
      <details className="group/steps">
        <summary className="grid cursor-default list-none grid-cols-[16px_minmax(0,1fr)_auto] gap-x-3 px-4 py-2 hover:bg-hover [&::-webkit-details-marker]:hidden">
          <ListChecks className="mt-[3px] size-4 text-success" aria-hidden />
          <span>
            {count === 1 ? '1 step' : `${count} steps`} went well
            <span className="block text-12 text-faint tabular-nums">
              <time dateTime={at} title={formatMoment(at)}>
                {clockOf(at)}
              </time>{' '}
              · {durationWords(tookMs)} · {events.length} events
            </span>
          </span>
          <ChevronRight
            aria-hidden
            className="mt-[3px] size-4 text-faint transition-transform group-open/steps:rotate-90"
          />
        </summary>
        <ol className="border-t bg-paper">
          {events.map((event) => (
            <StoreEventItem key={event.sequence} event={event} isNew={false} />
          ))}
        </ol>
      </details>
    </li>
  )
}
