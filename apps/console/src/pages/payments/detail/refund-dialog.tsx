import type { PaymentDetail } from '@holdfast/payments/contract'
import { z } from 'zod'
import { api } from '../data/payments-api.ts'
import { formatMoney } from '../../../format/money.ts'
import { parseAmount, writeAmount } from '../../../format/typed-amount.ts'
import { FormDialog } from '../../../ui/ask/form-dialog.tsx'
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
  const { errors } = form.formState
  const typed = parseAmount(form.watch('amount'), refundable)
  const isFine = typed !== undefined && typed > 0 && typed <= refundable.amount
  return (
    <FormDialog
      look="danger"
      title="Give money back"
      text={`Up to ${most} can go back, the way it came. ${also}This cannot be undone.`}
      form={form}
      submit={`Give ${isFine ? formatMoney({ ...refundable, amount: typed }) : 'money'} back`}
      leave="Keep it"
      onClose={onClose}
    >
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
    </FormDialog>
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
