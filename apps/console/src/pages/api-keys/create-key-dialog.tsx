import type { NewApiKey } from '@holdfast/identity/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Controller } from 'react-hook-form'
import { z } from 'zod'
import { api } from '../../data/api.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { FormFailure } from '../../ui/form/form-failure.tsx'
import { TextField } from '../../ui/form/text-field.tsx'
import { useApiForm } from '../../ui/form/use-api-form.ts'
import { Select } from '../../ui/select.tsx'
import { StationChoice } from '../staff/station-choice.tsx'
import { ActionChoice } from './action-choice.tsx'
import { apiKeysQuery } from './api-key-queries.ts'

const schema = z.object({
  name: z.string().trim().min(1, 'Give it a name, such as “Nightly export”.').max(80),
  actions: z.array(z.string()).min(1, 'Tick what the key may do.'),
  scope: z.array(z.string()),
  expires: z.string(),
})

const lifetimes = [
  { days: '30', label: 'In 30 days' },
  { days: '90', label: 'In 90 days' },
  { days: '365', label: 'In a year' },
  { days: '', label: 'Never' },
] as const

interface CreateKeyDialogProps {
  readonly onMade: (apiKey: NewApiKey) => void
  readonly onClose: () => void
}

/** What the key is for, what it may do, where, and for how long. */
export function CreateKeyDialog({ onMade, onClose }: CreateKeyDialogProps) {
  const queryClient = useQueryClient()
  const form = useApiForm({
    schema,
    defaultValues: { name: '', actions: [], scope: [], expires: '90' },
    async submit(values) {
      const made = await api.identity.createApiKey({ body: bodyOf(values) })
      void queryClient.invalidateQueries(apiKeysQuery)
      onMade(made)
    },
  })
  const { errors, isSubmitting } = form.formState
  return (
    <Dialog isOpen onClose={onClose} title="New API key">
      <form onSubmit={form.onSubmit} noValidate className="mt-4 flex flex-col gap-4">
        <TextField
          label="Name"
          help="What uses it, so that others know what stops when it is revoked."
          autoComplete="off"
          error={errors.name?.message}
          {...form.register('name')}
        />
        <Controller
          control={form.control}
          name="actions"
          render={({ field }) => (
            <ActionChoice
              value={field.value}
              onChange={field.onChange}
              error={errors.actions?.message}
            />
          )}
        />
        <Controller
          control={form.control}
          name="scope"
          render={({ field }) => <StationChoice scope={field.value} onChange={field.onChange} />}
        />
        <Field label="Ends">
          {(wiring) => (
            <Select {...wiring} {...form.register('expires')}>
              {lifetimes.map(({ days, label }) => (
                <option key={days} value={days}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <FormFailure failure={form.failure} />
        <DialogActions>
          <Button type="submit" look="primary" isBusy={isSubmitting}>
            Make key
          </Button>
          <Button onClick={onClose}>Not now</Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

function bodyOf({ name, actions, scope, expires }: z.output<typeof schema>) {
  return {
    name,
    actions,
    ...(scope.length > 0 ? { scope } : {}),
    ...(expires === '' ? {} : { expiresInDays: Number(expires) }),
  }
}
