import type { NewApiKey } from '@holdfast/identity/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { api } from '../../staff/data/staff-api.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog, DialogActions } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { FormFailure } from '../../../ui/form/form-failure.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { useApiForm } from '../../../ui/form/use-api-form.ts'
import { Select } from '../../../ui/select.tsx'
import { StationChoice } from '../../staff/station-choice.tsx'
import { apiKeysKey } from '../data/api-keys-query.ts'
import { lifetimes } from '../key-words.ts'
import { ShownKeyDialog } from '../shown-key-dialog.tsx'
import { ActionChoice } from './action-choice.tsx'
import { newKeySchema, requestOf } from './new-key.ts'

/** What the key is for, what it may do where, and when it ends; then the key itself. */
export function CreateDialog({ onClose }: { readonly onClose: () => void }) {
  const [made, setMade] = useState<NewApiKey>()
  const formId = useId()
  const queryClient = useQueryClient()
  const form = useApiForm({
    schema: newKeySchema,
    defaultValues: { name: '', actions: [], scope: undefined, lifetimeDays: 90 },
    async submit(values) {
      setMade(await api.identity.createApiKey({ body: requestOf(values) }))
      await queryClient.invalidateQueries({ queryKey: apiKeysKey })
    },
  })
  if (made) return <ShownKeyDialog apiKey={made} onClose={onClose} />
  const { errors, isSubmitting } = form.formState
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Create an API key"
      className="w-[min(680px,calc(100vw-32px))]"
    >
      <form id={formId} onSubmit={form.onSubmit} noValidate className="mt-4 flex flex-col gap-5">
        <TextField
          label="Name"
          help="What will use the key, such as “Nightly export”."
          maxLength={80}
          autoComplete="off"
          error={errors.name?.message}
          {...form.register('name')}
        />
        <ActionChoice
          chosen={form.watch('actions')}
          error={errors.actions?.message}
          onChange={(actions) =>
            form.setValue('actions', [...actions], { shouldValidate: form.formState.isSubmitted })
          }
        />
        <StationChoice
          scope={form.watch('scope')}
          error={errors.scope?.message}
          onChange={(scope) =>
            form.setValue('scope', scope && [...scope], {
              shouldValidate: form.formState.isSubmitted,
            })
          }
        />
        <Field
          label="Expires after"
          help="An expiry date limits the harm if a key is ever lost or forgotten."
        >
          {(wiring) => (
            <Select {...wiring} {...form.register('lifetimeDays', { valueAsNumber: true })}>
              {lifetimes.map(({ days, label }) => (
                <option key={days} value={days}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <FormFailure failure={form.failure} />
      </form>
      <DialogActions>
        <Button type="submit" form={formId} look="primary" isBusy={isSubmitting}>
          Create the key
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </DialogActions>
    </Dialog>
  )
}
