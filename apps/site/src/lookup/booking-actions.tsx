import type { BookingDetail } from '@holdfast/bookings/contract'
import { settle, type CallError } from '@holdfast/client'
import { useSubmitGuard } from '@holdfast/ui/submit-guard/preact'
import { useState } from 'preact/hooks'
import calendarX from 'lucide-static/icons/calendar-x.svg?raw'
import { service } from '../api/service.ts'
import type { KeptAccess } from '../flow/kept-booking.ts'
import { Icon } from '../ui/icon.tsx'
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
  const [error, setError] = useState<CallError>()
  const { bookingId, accessToken } = props.access
  const { isBusy, submit } = useSubmitGuard(() =>
    service.bookings.cancelBooking({ params: { id: bookingId }, body: {} }, { accessToken }),
  )
  const cancel = async () => {
    const sent = submit()
    if (sent === undefined) return undefined
    setError(undefined)
    const result = await settle(sent)
    if (!result.ok) return setError(result.error)
    onDone()
    return props.onChanged(result.value)
  }
  return { isSending: isBusy, error, onCancel: () => void cancel() }
}
