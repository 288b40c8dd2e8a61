import type { BookingDetail } from '@holdfast/bookings/contract'
import { useEffect, useRef } from 'preact/hooks'
import type { CallError } from '@holdfast/client'
import { askedToWait, remedyFor } from '../api/remedy.ts'
import { formatMoney } from '../prices/money.ts'
import { formatDay, formatTimeIn } from '../format/moments.ts'
import { FailureNotice } from '../ui/failure-notice.tsx'

/** Asks once, names the dinner and says what cancelling means. Escape keeps the booking. */
export function CancelDialog(props: {
  readonly booking: BookingDetail
  readonly isSending: boolean
  readonly error: CallError | undefined
  readonly onCancel: () => void
  readonly onKeep: () => void
}) {
  const { booking, error } = props
  const isWaiting = askedToWait(error) !== undefined
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby="cancel-title"
      aria-describedby="cancel-words"
      onClose={props.onKeep}
    >
      <h2 id="cancel-title">Cancel the dinner on {formatDay(booking.date)}?</h2>
      <p id="cancel-words">
        Your time at {formatTimeIn(booking.startsAt, booking.timeZone)} becomes free for others at
        once, and we cannot promise it again. {moneyWords(booking)}
      </p>
      {error !== undefined && (
        <FailureNotice
          error={error}
          retry={remedyFor(error).kind === 'none' ? undefined : props.onCancel}
          hasOwnButton
        />
      )}
      <div class="dialog-actions">
        <button
          type="button"
          class="button button-danger"
          aria-disabled={props.isSending || isWaiting}
          data-busy={props.isSending}
          onClick={() => !isWaiting && props.onCancel()}
        >
          {props.isSending ? 'Cancelling…' : `Cancel ${booking.reference}`}
        </button>
        <button type="button" class="button button-plain" onClick={() => dialog.current?.close()}>
          Keep booking
        </button>
      </div>
    </dialog>
  )
}

function moneyWords({ price }: BookingDetail): string {
  return price.deposit.amount === 0
    ? 'You have paid nothing, so there is nothing to refund.'
    : `What happens with your deposit of ${formatMoney(price.deposit)} follows our policy.`
}
