import { isCallError } from '@holdfast/client'
import { useId, type FormEvent } from 'react'
import { api } from '../../../../data/api.ts'
import { Button } from '../../../../ui/button.tsx'
import { Dialog, DialogActions } from '../../../../ui/dialog.tsx'
import { FormFailure } from '../../../../ui/form/form-failure.tsx'
import { useBookingChange } from '../../data/use-booking-change.ts'
import type { DeedDialogProps } from './deed-dialog-props.ts'
import { DinnerLine } from './dinner-line.tsx'
import { ReasonField } from './reason-field.tsx'
import { useReason } from './use-reason.ts'

/** Confirms without waiting for the deposit, and says why. */
export function ConfirmDialog({ booking, onClose }: DeedDialogProps) {
  const { id, version, reference } = booking
  const reason = useReason(true)
  const formId = useId()
  const confirming = useBookingChange(id, {
    send: () =>
      api.bookings.confirmBooking({ params: { id }, body: { reason: reason.text, version } }),
    done: () => [`Booking ${reference} is confirmed`, 'A mail tells the guest.'],
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reason.check() && !confirming.isPending)
      confirming.mutate(undefined, { onSuccess: onClose })
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Confirm the dinner of ${booking.contact.name}?`}
      text={
        <>
          <DinnerLine booking={booking} />
          <p className="mt-2">{consequence(booking)}</p>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="mt-4 flex flex-col gap-4">
        <ReasonField {...reason.field} />
        <FormFailure failure={isCallError(confirming.error) ? confirming.error : undefined} />
      </form>
      <DialogActions>
        <Button type="submit" form={formId} look="primary" isBusy={confirming.isPending}>
          Confirm booking {reference}
        </Button>
        <Button onClick={onClose}>Not yet</Button>
      </DialogActions>
    </Dialog>
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
