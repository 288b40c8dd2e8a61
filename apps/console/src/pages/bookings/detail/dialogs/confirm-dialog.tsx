import type { FormEvent } from 'react'
import { api } from '../../../../data/api.ts'
import { FormDialog } from '../../../../ui/ask/form-dialog.tsx'
import { useBookingChange } from '../../data/use-booking-change.ts'
import type { DeedDialogProps } from './deed-dialog-props.ts'
import { DinnerLine } from './dinner-line.tsx'
import { ReasonField } from './reason-field.tsx'
import { useReason } from './use-reason.ts'

/** Confirms without waiting for the deposit, and says why. */
export function ConfirmDialog({ booking, onClose }: DeedDialogProps) {
  const { id, version, reference } = booking
  const reason = useReason(true)
  const confirming = useBookingChange(id, {
    send: () =>
      api.bookings.confirmBooking({ params: { id }, body: { reason: reason.text, version } }),
    done: () => [`Booking ${reference} is confirmed`, 'A mail tells the guest.'],
  })
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (reason.check() && !confirming.isPending)
      confirming.mutate(undefined, { onSuccess: onClose })
  }
  return (
    <FormDialog
      title={`Confirm the dinner of ${booking.contact.name}?`}
      text={
        <>
          <DinnerLine booking={booking} />
          <p className="mt-2">{consequence(booking)}</p>
        </>
      }
      form={{ onSubmit, isSubmitting: confirming.isPending, failure: confirming.error }}
      submit={`Confirm booking ${reference}`}
      leave="Not yet"
      onClose={onClose}
    >
      <ReasonField {...reason.field} />
    </FormDialog>
  )
}

function consequence({ state, deposit }: DeedDialogProps['booking']): string {
  if (state === 'expired') {
    const takes =
      'The hold has ended. The booking takes its time again if it is still free; if not, you are told.'
    return deposit === undefined ? takes : `${takes} No deposit is due then.`
  }
  if (deposit === undefined) return 'The time is theirs from now on.'
  return 'The time is theirs from now on, without the deposit. They can still pay it until the evening.'
}
