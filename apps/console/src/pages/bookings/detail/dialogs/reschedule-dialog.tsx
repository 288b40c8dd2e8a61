import { useState, type FormEvent } from 'react'
import { api } from '../../../../data/api.ts'
import { formatLongDay } from '../../../../format/moments.ts'
import { FormDialog } from '../../../../ui/ask/form-dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Input } from '../../../../ui/input.tsx'
import { useBookingChange } from '../../data/use-booking-change.ts'
import type { DeedDialogProps } from './deed-dialog-props.ts'
import { DinnerLine } from './dinner-line.tsx'
import { MovedDeposit } from './moved-deposit.tsx'
import { ReasonField } from './reason-field.tsx'
import { RescheduleFee } from './reschedule-fee.tsx'
import { SlotChoice } from './slot-choice.tsx'
import { useReason } from './use-reason.ts'

/** What it costs first, then the day and its free times. The old time is kept until the new one is won. */
export function RescheduleDialog({ booking, onClose }: DeedDialogProps) {
  const { id, version, actions, contact } = booking
  const fee = actions.reschedule.fee
  const [date, setDate] = useState(booking.date)
  const [time, setTime] = useState<string>()
  const [isWaived, setWaived] = useState(false)
  const reason = useReason(isWaived)
  const moving = useBookingChange(id, {
    send: (startsAt: { readonly date: string; readonly time: string }) =>
      api.bookings.rescheduleBooking({
        params: { id },
        body: {
          startsAt,
          version,
          acceptedFee: fee?.amount ?? 0,
          waiveFee: isWaived,
          ...(reason.text === '' ? {} : { reason: reason.text }),
        },
      }),
    done: (moved) => [
      `Moved to ${formatLongDay(moved.date)}`,
      `A mail tells ${contact.name}, and the old time is free for others.`,
    ],
  })
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (time === undefined || moving.isPending || !reason.check()) return
    moving.mutate({ date, time }, { onSuccess: onClose, onError: () => setTime(undefined) })
  }
  return (
    <FormDialog
      title={`Move the dinner of ${contact.name}`}
      text={<DinnerLine booking={booking} />}
      form={{ onSubmit, isSubmitting: moving.isPending, failure: moving.error }}
      submit="Move the dinner"
      disabledReason={time === undefined ? 'Choose a time first.' : undefined}
      leave="Keep the time"
      onClose={onClose}
    >
      <RescheduleFee fee={fee} isWaived={isWaived} onWaive={setWaived} />
      <Field label="Day">
        {(wiring) => (
          <Input
            {...wiring}
            type="date"
            required
            value={date}
            onChange={(event) => {
              setDate(event.target.value)
              setTime(undefined)
            }}
          />
        )}
      </Field>
      {date !== booking.date && <MovedDeposit booking={booking} date={date} />}
      <SlotChoice booking={booking} date={date} chosen={time} onChoose={setTime} />
      <ReasonField {...reason.field} />
    </FormDialog>
  )
}
