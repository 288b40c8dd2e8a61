import type { WaitlistRow } from '@holdfast/bookings/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { notify } from '../../data/notify.ts'
import { formatLongDay } from '../../format/moments.ts'
import { FormDialog } from '../../ui/ask/form-dialog.tsx'
import { TextField } from '../../ui/form/text-field.tsx'
import { useApiForm } from '../../ui/form/use-api-form.ts'
import { api, waitlistKey } from './data/waitlist-queries.ts'

const schema = z.object({
  reason: z.string().trim().min(1, 'Say why.').max(300, 'Use at most 300 characters.'),
})

interface RemoveDialogProps {
  readonly entry: WaitlistRow
  readonly onClose: () => void
}

/** Asks why somebody is taken off the list, and says what becomes of a time held for them. */
export function RemoveDialog({ entry, onClose }: RemoveDialogProps) {
  const { id, name, date, state, version } = entry
  const queryClient = useQueryClient()
  const removing = useMutation({
    mutationFn: (body: z.output<typeof schema>) =>
      api.bookings.removeFromWaitlist({ params: { id }, body: { ...body, version } }),
    onSuccess: () => notify(`${name} no longer waits`),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: waitlistKey }),
  })
  const form = useApiForm({
    schema,
    defaultValues: { reason: '' },
    async submit(values) {
      await removing.mutateAsync(values)
      onClose()
    },
  })
  return (
    <FormDialog
      look="danger"
      title={`Take ${name} off the list?`}
      text={
        state === 'offered'
          ? `A time on ${formatLongDay(date)} is being held for them. It goes to whoever is next in line, and a mail tells them that their booking is cancelled.`
          : `They are not told when a time on ${formatLongDay(date)} becomes free.`
      }
      form={form}
      submit={`Remove ${name}`}
      leave="Keep"
      onClose={onClose}
    >
      <TextField
        {...form.register('reason')}
        label="Why"
        help="Your colleagues see it in the list."
        maxLength={300}
        error={form.formState.errors.reason?.message}
      />
    </FormDialog>
  )
}
