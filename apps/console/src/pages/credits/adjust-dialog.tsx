import { useMutation, useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { notify } from '../../data/notify.ts'
import { FormDialog } from '../../ui/ask/form-dialog.tsx'
import { TextField } from '../../ui/form/text-field.tsx'
import { useApiForm } from '../../ui/form/use-api-form.ts'
import { counted } from './credit-words.ts'
import { creditsKey } from './data/credit-queries.ts'
import { api } from './data/credits-api.ts'

const schema = z.object({
  credits: z
    .string()
    .trim()
    .regex(/^[+-]?[1-9]\d{0,5}$/, 'Write a whole number, such as 25, or -25 to take away.'),
  reason: z.string().trim().min(3, 'Say why.').max(200, 'Use at most 200 characters.'),
})

/** Somebody adds or takes away credits, and says why. */
export function AdjustDialog({ onClose }: { readonly onClose: () => void }) {
  const queryClient = useQueryClient()
  const { mutateAsync } = useMutation({
    mutationFn: (body: { readonly credits: number; readonly reason: string }) =>
      api.credits.adjustCredits({ body }),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: creditsKey }),
  })
  const form = useApiForm({
    schema,
    defaultValues: { credits: '', reason: '' },
    blames: { 'payments.insufficientCredits': 'credits' },
    async submit({ credits, reason }) {
      const { available } = await mutateAsync({ credits: Number(credits), reason })
      notify('The balance is corrected', `${counted(available)} can be used now.`)
      onClose()
    },
  })
  const { errors } = form.formState
  return (
    <FormDialog
      title="Correct the balance"
      text="Your reason stands in the statement, and your name in the audit trail."
      form={form}
      submit="Correct it"
      leave="Leave it"
      onClose={onClose}
    >
      <TextField
        {...form.register('credits')}
        label="Credits"
        autoComplete="off"
        help="With a minus they are taken away."
        error={errors.credits?.message}
        className="max-w-72"
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
