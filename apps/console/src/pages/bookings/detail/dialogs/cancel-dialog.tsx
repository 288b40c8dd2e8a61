import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { api } from '../../../../data/api.ts'
import { formatMoney } from '../../../../format/money.ts'
import { FormDialog } from '../../../../ui/ask/form-dialog.tsx'
import { refundQuery } from '../../data/booking-queries.ts'
import { useBookingChange } from '../../data/use-booking-change.ts'
import type { DeedDialogProps } from './deed-dialog-props.ts'
import { DinnerLine } from './dinner-line.tsx'
import { ReasonField } from './reason-field.tsx'
import { hasPaid, RefundChoice, type RefundDecision } from './refund-choice.tsx'
import { useReason } from './use-reason.ts'

/** Asks once, naming the booking, what follows and what is given back, by the policy or not. */
export function CancelDialog({ booking, onClose }: DeedDialogProps) {
  const { id, version, reference, contact } = booking
  const [decision, setDecision] = useState<RefundDecision>('policy')
  const refund = decision === 'policy' ? undefined : decision
  const { data: preview, error, refetch } = useQuery(refundQuery(id, refund))
  const reason = useReason(refund !== undefined)
  const cancel = useBookingChange(id, {
    send: () =>
      api.bookings.cancelBooking({
        params: { id },
        body: {
          version,
          ...(reason.text === '' ? {} : { reason: reason.text }),
          ...(refund === undefined ? {} : { refund }),
          // Exactly what was read here is given back, or nothing happens.
          ...(preview === undefined ? {} : { expectedRefund: preview.refund.amount }),
        },
      }),
    done: () => [`Booking ${reference} is cancelled`, whatFollows(preview?.refund)],
  })
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (reason.check() && !cancel.isPending) cancel.mutate(undefined, { onSuccess: onClose })
  }
  return (
    <FormDialog
      look="danger"
      title={`Cancel the dinner of ${contact.name}?`}
      text={
        <>
          <DinnerLine booking={booking} />
          <p className="mt-2">
            The time is free for others at once, and a mail tells{' '}
            <span className="wrap-anywhere">{contact.email}</span>. This cannot be undone.
          </p>
        </>
      }
      form={{ onSubmit, isSubmitting: cancel.isPending, failure: cancel.error }}
      submit={`Cancel booking ${reference}`}
      disabledReason={
        hasPaid(booking) && preview === undefined ? 'The refund is not worked out yet.' : undefined
      }
      leave="Keep booking"
      onClose={onClose}
    >
      <RefundChoice
        booking={booking}
        preview={preview}
        error={error}
        onRetry={() => void refetch()}
        decision={decision}
        onDecide={setDecision}
      />
      <ReasonField {...reason.field} />
    </FormDialog>
  )
}

function whatFollows(refund: Parameters<typeof formatMoney>[0] | undefined): string {
  if (refund === undefined || refund.amount === 0) return 'Its time is free for others again.'
  return `${formatMoney(refund)} is on its way back, and its time is free for others again.`
}
