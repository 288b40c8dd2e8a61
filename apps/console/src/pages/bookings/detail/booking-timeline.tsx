import type { BookingDetail } from '@holdfast/bookings/contract'
import { useMe } from '../../../data/session.ts'
import { formatDistance, formatMoment } from '../../../format/moments.ts'
import { formatMoney } from '../../../format/money.ts'
import { useNow } from '../../../format/use-now.ts'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { eventText } from '../event-words.ts'
import { actorWords } from './actor-words.ts'
import { usePanelHeadings } from '../../../ui/panel/use-panel-headings.ts'

type Entry = BookingDetail['timeline'][number]

/** Who did what, when and why, the latest first; each with the id that leads to the logs. */
export function BookingTimeline({ booking }: { readonly booking: BookingDetail }) {
  const entries = booking.timeline.toReversed()
  const { Part } = usePanelHeadings()
  return (
    <section aria-labelledby="timeline" className="px-4 py-4 md:px-6">
      <Part id="timeline" className="mb-3 font-semibold">
        Timeline
      </Part>
      {entries.length === 0 && <p className="text-soft">Nothing has happened yet.</p>}
      <ol>
        {entries.map((entry, index) => (
          <TimelineEntry
            key={`${entry.at} ${entry.type}`}
            entry={entry}
            timeZone={booking.timeZone}
            isLast={index === entries.length - 1}
          />
        ))}
      </ol>
    </section>
  )
}

interface TimelineEntryProps {
  readonly entry: Entry
  readonly timeZone: string
  readonly isLast: boolean
}

function TimelineEntry({ entry, timeZone, isLast }: TimelineEntryProps) {
  const { person } = useMe()
  const now = useNow()
  const { at, type, reason, amount, moved, correlationId } = entry
  return (
    <li className="group relative grid grid-cols-[16px_minmax(0,1fr)] gap-3 pb-5 last:pb-0">
      {!isLast && <span className="absolute top-4 bottom-0 left-[7px] w-px bg-line" aria-hidden />}
      <span
        className="mt-[5px] ml-[3px] size-2.5 rounded-full border-2 border-ember bg-raised"
        aria-hidden
      />
      <div>
        <p>
          <span className="font-medium">{eventText(type)}</span>{' '}
          {amount !== undefined && amount.amount > 0 && (
            <span className="font-medium tabular-nums">{formatMoney(amount)} </span>
          )}
          <span className="text-soft">by {actorWords(entry, person.id)}</span>
        </p>
        {moved !== undefined && (
          <p className="text-soft tabular-nums">
            From {formatMoment(moved.from, undefined, timeZone)} to{' '}
            {formatMoment(moved.to, undefined, timeZone)}
          </p>
        )}
        {reason !== undefined && (
          <p className="my-1 border-l-2 pl-3 whitespace-pre-line text-soft">{reason}</p>
        )}
        <p className="text-12 text-faint">
          <time dateTime={at}>{formatMoment(at)}</time> · {formatDistance(at, now)}
        </p>
        {correlationId !== undefined && (
          <p className="flex items-center gap-0.5 text-12 text-faint">
            <span className="truncate">
              Request <span className="font-mono">{correlationId}</span>
            </span>
            <CopyButton text={correlationId} what="correlation id" />
          </p>
        )}
      </div>
    </li>
  )
}
