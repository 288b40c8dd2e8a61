import type { BookingDetail } from '@holdfast/bookings/contract'
import { isCallError } from '@holdfast/client'
import { useId, useState, type FormEvent } from 'react'
import { formatLongDay, formatZonedTime } from '../../../format/moments.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog, DialogActions } from '../../../ui/dialog.tsx'
import { FormFailure } from '../../../ui/form/form-failure.tsx'
import { counted } from '../booking-words.ts'
import { useCancelBooking } from '../data/use-cancel-booking.ts'
import { ReasonField } from './reason-field.tsx'

interface CancelDialogProps {
  readonly booking: BookingDetail
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** Asks once, naming the booking and what follows. What was written stays if it fails. */
export function CancelDialog({ booking, isOpen, onClose }: CancelDialogProps) {
  const cancel = useCancelBooking(booking.id)
  const [reason, setReason] = useState('')
  const formId = useId()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!cancel.isPending) cancel.mutate(reason.trim(), { onSuccess: onClose })
  }
  return (
    <Dialog
      role="alertdialog"
      isOpen={isOpen}
      onClose={onClose}
      title={`Cancel the dinner of ${booking.contact.name}?`}
      text={<Consequence booking={booking} />}
    >
      <form id={formId} onSubmit={submit} className="mt-4 flex flex-col gap-4">
        <ReasonField reason={reason} onChange={setReason} />
        <FormFailure failure={isCallError(cancel.error) ? cancel.error : undefined} />
      </form>
      <DialogActions>
        <Button type="submit" form={formId} look="danger" isBusy={cancel.isPending}>
          Cancel booking {booking.reference}
        </Button>
        <Button onClick={onClose}>Keep booking</Button>
      </DialogActions>
    </Dialog>
  )
}

function Consequence({ booking }: { readonly booking: BookingDetail }) {
  const { date, startsAt, timeZone, stationName, partySize, contact } = booking
  return (
    <>
      <p>
        {formatLongDay(date)}, {formatZonedTime(startsAt, timeZone)}, {stationName},{' '}
        {counted(partySize, 'guest', 'guests')}.
      </p>
      <p className="mt-2">
        The time is free for others at once, and a mail tells{' '}
        <span className="wrap-anywhere">{contact.email}</span>. This cannot be undone.
      </p>
    </>
  )
}
