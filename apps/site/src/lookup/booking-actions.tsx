import type { BookingDetail } from '@holdfast/bookings/contract'
import { useState } from 'preact/hooks'
import calendarX from 'lucide-static/icons/calendar-x.svg?raw'
import { cancelBooking } from '../api/bookings-api.ts'
import type { Failure } from '../api/failure.ts'
import type { KeptAccess } from '../flow/kept-booking.ts'
import { Icon } from '../ui/icon.tsx'
import { forgetLoaded } from '../ui/use-load.ts'
import { CancelDialog } from './cancel-dialog.tsx'

const over = new Set<BookingDetail['state']>(['cancelled', 'expired', 'completed', 'no_show'])

/** What the guest can do with the booking; what is not possible says why. */
export function BookingActions(props: {
  readonly booking: BookingDetail
  readonly access: KeptAccess
  readonly onChanged: (booking: BookingDetail) => void
}) {
  const { booking } = props
  const [isAsking, setAsking] = useState(false)
  const cancellation = useCancellation(props, () => setAsking(false))
  if (over.has(booking.state)) {
    return (
      <div class="actions">
        <a class="button button-primary" href="/book">
          Book another dinner
        </a>
      </div>
    )
  }
  const { allowed, reason } = booking.actions.cancel
  return (
    <div class="actions">
      <button
        type="button"
        class="button button-plain"
        aria-disabled={!allowed}
        aria-describedby={reason === undefined ? undefined : 'cancel-reason'}
        onClick={() => allowed && setAsking(true)}
      >
        <Icon svg={calendarX} /> Cancel booking
      </button>
      {!allowed && reason !== undefined && (
        <p class="hint" id="cancel-reason">
          {reason}
        </p>
      )}
      {isAsking && (
        <CancelDialog booking={booking} {...cancellation} onKeep={() => setAsking(false)} />
      )}
    </div>
  )
}

function useCancellation(
  props: {
    readonly access: KeptAccess
    readonly onChanged: (booking: BookingDetail) => void
  },
  onDone: () => void,
) {
  const [isSending, setSending] = useState(false)
  const [failure, setFailure] = useState<Failure>()
  const cancel = async () => {
    if (isSending) return
    setSending(true)
    setFailure(undefined)
    const result = await cancelBooking(props.access)
    setSending(false)
    if (!result.ok) return setFailure(result.failure)
    forgetLoaded('booking')
    onDone()
    return props.onChanged(result.value)
  }
  return { isSending, failure, onCancel: () => void cancel() }
}
