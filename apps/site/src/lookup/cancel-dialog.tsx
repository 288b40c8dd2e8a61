import type { BookingDetail } from '@holdfast/bookings/contract'
import { Skeleton } from '@holdfast/ui/skeleton/preact'
import { useEffect, useRef } from 'preact/hooks'
import { askedToWait, remedyFor } from '../api/remedy.ts'
import type { KeptAccess } from '../flow/kept-booking.ts'
import { formatDay, formatTimeIn } from '../format/moments.ts'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { isOpenOffer } from './offer-words.ts'
import { refundWords } from './refund-words.ts'
import { useCancellation } from './use-cancellation.ts'

/** Asks once, names the dinner and says what cancelling means. Escape keeps the booking. */
export function CancelDialog(props: {
  readonly booking: BookingDetail
  readonly access: KeptAccess
  readonly onChanged: (booking: BookingDetail) => void
  readonly onOutdated: () => void
  readonly onKeep: () => void
}) {
  const { booking } = props
  const isOffer = isOpenOffer(booking)
  const { preview, isBusy, error, cancel } = useCancellation(props)
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  const isStopped = isBusy || preview.value === undefined || askedToWait(error) !== undefined
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby="cancel-title"
      aria-describedby="cancel-words"
      onClose={props.onKeep}
    >
      <h2 id="cancel-title">
        {isOffer ? 'Let go of' : 'Cancel'} the dinner on {formatDay(booking.date)}?
      </h2>
      <p id="cancel-words">
        Your time at {formatTimeIn(booking.startsAt, booking.timeZone)}{' '}
        {isOffer ? whoIsNext : forOthers}, and we cannot promise it again.
      </p>
      {preview.value !== undefined && (
        <p class="refund" role="status">
          {refundWords(preview.value, booking.timeZone)}
        </p>
      )}
      {preview.value === undefined && preview.state !== 'failed' && (
        <Skeleton shape="lines" count={1} label="Asking what you get back" />
      )}
      {preview.state === 'failed' && <FailureNotice error={preview.error} retry={preview.retry} />}
      {error !== undefined && (
        <FailureNotice
          error={error}
          retry={remedyFor(error).kind === 'none' ? undefined : cancel}
          hasOwnButton
        />
      )}
      <div class="dialog-actions">
        <button
          type="button"
          class="button button-danger"
          aria-disabled={isStopped}
          data-busy={isBusy}
          onClick={() => !isStopped && cancel()}
        >
          {isBusy ? busyWords(isOffer) : isOffer ? 'No thanks' : `Cancel ${booking.reference}`}
        </button>
        <button type="button" class="button button-plain" onClick={() => dialog.current?.close()}>
          {isOffer ? 'Keep it for now' : 'Keep booking'}
        </button>
      </div>
    </dialog>
  )
}

const forOthers = 'becomes free for others at once'
const whoIsNext = 'goes to whoever is next in line'

function busyWords(isOffer: boolean): string {
  return isOffer ? 'Letting go…' : 'Cancelling…'
}
