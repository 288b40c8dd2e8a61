import type { PaymentDetail } from '@holdfast/payments/contract'
import { useId } from 'react'
import { z } from 'zod'
import { api } from '../data/payments-api.ts'
import { formatMoney } from '../../../format/money.ts'
import { parseAmount, writeAmount } from '../../../format/typed-amount.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog, DialogActions } from '../../../ui/dialog.tsx'
import { FormFailure } from '../../../ui/form/form-failure.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { useApiForm } from '../../../ui/form/use-api-form.ts'
import { usePaymentChange } from '../data/use-payment-change.ts'

interface RefundDialogProps {
  readonly payment: PaymentDetail
  readonly onClose: () => void
}

/** Gives money back: at most what is left of it, and with a reason. */
export function RefundDialog({ payment, onClose }: RefundDialogProps) {
  const { id, refundable, purpose } = payment
  const most = formatMoney(refundable)
  const also = purpose === 'credits' ? `${creditsToo} ` : ''
  const formId = useId()
  const refunding = usePaymentChange(id, {
    send: (body: { readonly amount: number; readonly reason: string }) =>
      api.payments.refundPayment({ params: { id }, body }),
    done: () => ['The money is on its way back', 'A mail tells the guest once it has left.'],
  })
  const form = useApiForm({
    schema: schemaFor(refundable),
    defaultValues: { amount: writeAmount(refundable), reason: '' },
    async submit({ amount, reason }) {
      // The schema has seen that it can be read.
      await refunding.mutateAsync({ amount: parseAmount(amount, refundable) ?? 0, reason })
      onClose()
    },
  })
  const { errors, isSubmitting } = form.formState
  const typed = parseAmount(form.watch('amount'), refundable)
  const isFine = typed !== undefined && typed > 0 && typed <= refundable.amount
  return (
    <Dialog
      isOpen
      onClose={onClose}
      role="alertdialog"
      title="Give money back"
      text={`Up to ${most} can go back, the way it came. ${also}This cannot be undone.`}
    >
      <form id={formId} onSubmit={form.onSubmit} noValidate className="mt-4 flex flex-col gap-4">
        <TextField
          {...form.register('amount')}
          label={`Amount in ${refundable.currency}`}
          inputMode="decimal"
          autoComplete="off"
          help={`At most ${most}.`}
          error={errors.amount?.message}
          className="max-w-48"
        />
        <TextField
          {...form.register('reason')}
          label="Reason"
          help="For your colleagues and your books."
          maxLength={200}
          error={errors.reason?.message}
        />
        <FormFailure failure={form.failure} />
      </form>
      <DialogActions>
        <Button type="submit" form={formId} look="danger" isBusy={isSubmitting}>
          Give {isFine ? formatMoney({ ...refundable, amount: typed }) : 'money'} back
        </Button>
        <Button onClick={onClose}>Keep it</Button>
      </DialogActions>
    </Dialog>
  )
}

const creditsToo =
  'Its share of the credits is taken back with it; what was used of them already is owed.'

function schemaFor(refundable: PaymentDetail['refundable']) {
  return z.object({
    amount: z
      .string()
      .refine(
        (text) => (parseAmount(text, refundable) ?? 0) > 0,
        `Write an amount, such as ${writeAmount(refundable)}.`,
      )
      .refine(
        (text) => (parseAmount(text, refundable) ?? 0) <= refundable.amount,
        `At most ${formatMoney(refundable)} can go back.`,
      ),
    reason: z.string().trim().min(3, 'Say why.').max(200, 'Use at most 200 characters.'),
  })
}
