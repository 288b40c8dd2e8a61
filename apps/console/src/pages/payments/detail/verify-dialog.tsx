import type { PaymentDetail } from '@holdfast/payments/contract'
import { z } from 'zod'
import { api } from '../data/payments-api.ts'
import { formatMoney } from '../../../format/money.ts'
import { FormDialog } from '../../../ui/ask/form-dialog.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { useApiForm } from '../../../ui/form/use-api-form.ts'
import { usePaymentChange } from '../data/use-payment-change.ts'
import { methodWords } from '../payment-words.ts'
import { waitingAttempt } from '../payment-rules.ts'
import { whereSeen, whoConfirms } from './verify-words.ts'

const schema = z.object({
  note: z
    .string()
    .trim()
    .min(3, 'Say where you saw the money.')
    .max(500, 'Use at most 500 characters.'),
})

interface VerifyDialogProps {
  readonly payment: PaymentDetail
  readonly onClose: () => void
}

/** Somebody says where they saw the money. Above the limit it takes two of them. */
export function VerifyDialog({ payment, onClose }: VerifyDialogProps) {
  const { id, amount } = payment
  const attempt = waitingAttempt(payment)
  const verifying = usePaymentChange(id, {
    send: (body: z.output<typeof schema>) => api.payments.verifyPayment({ params: { id }, body }),
    done: ({ state }) =>
      state === 'settled'
        ? [
            `${formatMoney(amount)} is confirmed`,
            'The booking is confirmed, and a mail tells the guest.',
          ]
        : [
            'You have seen the money',
            'It is above the limit: a second person must confirm it too.',
          ],
  })
  const form = useApiForm({
    schema,
    defaultValues: { note: '' },
    async submit(values) {
      await verifying.mutateAsync(values)
      onClose()
    },
  })
  return (
    <FormDialog
      title={`Have you seen ${formatMoney(amount)}?`}
      text={
        <>
          <p>
            {attempt && `${methodWords[attempt.method]}. `}
            {attempt?.reference && (
              <>
                {attempt.method === 'cash' ? 'It is for the reference' : 'It carries the reference'}{' '}
                <span className="font-mono whitespace-nowrap">{attempt.reference}</span>.{' '}
              </>
            )}
            Confirm it only when the money itself is there.
          </p>
          <p className="mt-2">{whoConfirms(attempt)}</p>
        </>
      }
      form={form}
      submit={`Confirm ${formatMoney(amount)}`}
      leave="Not yet"
      onClose={onClose}
    >
      <TextField
        {...form.register('note')}
        label="Where you saw it"
        help={whereSeen(attempt)}
        maxLength={500}
        error={form.formState.errors.note?.message}
      />
    </FormDialog>
  )
}
