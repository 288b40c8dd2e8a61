import type { WaitlistReceipt } from '@holdfast/bookings/contract'
import { useEffect, useRef } from 'preact/hooks'
import bell from 'lucide-static/icons/bell.svg?raw'
import { formatDay, formatMoment, formatWallTime } from '../format/moments.ts'
import { Icon } from '../ui/icon.tsx'

/** What happens next for who waits. Said alike to who was on the list already. */
export function OnTheList(props: { readonly receipt: WaitlistReceipt; readonly email: string }) {
  const { date, earliest, latest, endsAt, timeZone } = props.receipt
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  const start =
    earliest === latest
      ? `at ${formatWallTime(earliest)}`
      : `between ${formatWallTime(earliest)} and ${formatWallTime(latest)}`
  return (
    <section class="wait" aria-labelledby="wait-title">
      <h2 id="wait-title" tabIndex={-1} ref={title}>
        <Icon svg={bell} /> You are on the list
      </h2>
      <p>
        When a time {start} on {formatDay(date)} becomes free and it is your turn, we hold it for
        you and write to <strong>{props.email}</strong>. That can happen until{' '}
        {formatMoment(endsAt, timeZone)}.
      </p>
      <p class="hint">
        We have sent a mail with a link to leave the list. An address waits once for an evening: if
        yours did already, it keeps its place.
      </p>
    </section>
  )
}
