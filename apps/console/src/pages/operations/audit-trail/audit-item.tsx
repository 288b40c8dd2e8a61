import type { BookingRow } from '@holdfast/bookings/contract'
import type { AuditEntry } from '@holdfast/operations/contract'
import { ShieldCheck } from 'lucide-react'
import { useMe } from '../../../data/session.ts'
import { formatDistance, formatMoment } from '../../../format/moments.ts'
import { useNow } from '../../../format/use-now.ts'
import { Disclosure } from '../../../ui/disclosure.tsx'
import { eventText } from '../../bookings/event-words.ts'
import { actorWords } from '../../bookings/detail/actor-words.ts'
import { AuditAbout } from './audit-about.tsx'
import { IdLine } from '../id-line.tsx'
import { Payload } from '../payload.tsx'

interface AuditItemProps {
  readonly entry: AuditEntry
  readonly booking: BookingRow | undefined
}

/** Something that happened: what, about whom, by whom, when; and for who asks, in which request. */
export function AuditItem({ entry, booking }: AuditItemProps) {
  const { person } = useMe()
  const now = useNow()
  const { type, at, subject, correlationId, data, seal } = entry
  return (
    <li className="border-b px-4 py-2.5 last:border-b-0">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <p className="min-w-0">
          <span className="font-medium">{eventText(type)}</span>{' '}
          <span className="text-soft">by {actorWords(entry, person.id)}</span>{' '}
          <code className="font-mono text-12 text-faint">{type}</code>
        </p>
        <p className="text-12 text-faint tabular-nums">
          <time dateTime={at}>{formatMoment(at)}</time> · {formatDistance(at, now)}
        </p>
      </div>
      <AuditAbout entry={entry} booking={booking} />
      <Disclosure title="Details">
        <Payload value={data} label={`Data of ${type}`} />
        <div className="mt-2">
          {subject !== undefined && <IdLine title="About" id={subject} />}
          <IdLine title="Request" id={correlationId} />
          <p className="flex items-center gap-1.5 text-12 text-faint">
            <ShieldCheck className="size-3.5" aria-hidden />
            {seal === undefined ? 'Not sealed yet' : `Sealed as number ${seal.toLocaleString()}`}
          </p>
        </div>
      </Disclosure>
    </li>
  )
}
