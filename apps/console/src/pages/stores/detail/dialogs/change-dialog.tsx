import type { StoreDetail } from '@holdfast/stores/contract'
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { Button } from '../../../../ui/button.tsx'
import { Dialog, DialogActions } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { FormFailure } from '../../../../ui/form/form-failure.tsx'
import { TextField } from '../../../../ui/form/text-field.tsx'
import { useApiForm } from '../../../../ui/form/use-api-form.ts'
import { RadioGroup } from '../../../../ui/radio-group.tsx'
import { Select } from '../../../../ui/select.tsx'
import { enginesQuery } from '../../data/store-queries.ts'
import { api } from '../../data/stores-api.ts'
import { useStoreDeed } from '../../data/use-store-deed.ts'
import { planWords } from '../../store-words.ts'
import { changesOf, changeSchema } from './store-changes.ts'

interface ChangeDialogProps {
  readonly store: StoreDetail
  readonly onClose: () => void
}

/** What it is called, how much it may use, and which version of its kind it runs. */
export function ChangeDialog({ store, onClose }: ChangeDialogProps) {
  const formId = useId()
  const { data } = useQuery(enginesQuery)
  const engine = data?.items.find(({ name }) => name === store.engine)
  const form = useChangeForm(store, onClose)
  const { errors, isSubmitting } = form.formState
  const versions = [...new Set([...(engine?.versions ?? []), store.version])]
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={<span className="wrap-anywhere">Change {store.name}</span>}
      text="Another plan or version starts the shop anew: it may be gone for a few seconds."
    >
      <form id={formId} onSubmit={form.onSubmit} noValidate className="mt-4 flex flex-col gap-5">
        <TextField
          {...form.register('name')}
          label="Name"
          help={`Its address stays ${store.slug}.`}
          maxLength={80}
          autoComplete="off"
          error={errors.name?.message}
        />
        <RadioGroup
          legend="Plan"
          value={form.watch('plan')}
          onChoose={(plan) => form.setValue('plan', plan)}
          options={(engine?.plans ?? [store.plan]).map((value) => ({
            value,
            label: planWords[value].label,
            help: <span className="block text-12">{planWords[value].meaning}</span>,
          }))}
        />
        {versions.length > 1 && (
          <Field label="Version" help="If the new one does not work out, the store goes back.">
            {(wiring) => (
              <Select {...wiring} {...form.register('version')}>
                {versions.map((version) => (
                  <option key={version} value={version}>
                    {version === store.version ? `${version} (now)` : version}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        <FormFailure failure={form.failure} />
      </form>
      <DialogActions>
        <Button type="submit" form={formId} look="primary" isBusy={isSubmitting}>
          Change the store
        </Button>
        <Button onClick={onClose}>Leave it</Button>
      </DialogActions>
    </Dialog>
  )
}

function useChangeForm(store: StoreDetail, onClose: () => void) {
  const { id, name, plan, version } = store
  const changing = useStoreDeed<ReturnType<typeof changesOf>>(id, {
    send: (body) => api.stores.changeStore({ params: { id }, body }),
    done: ({ store: { name: newName } }) => [`${newName} is being changed`],
  })
  return useApiForm({
    schema: changeSchema,
    defaultValues: { name, plan, version },
    async submit(values) {
      const changes = changesOf(store, values)
      if (Object.keys(changes).length > 0) await changing.mutateAsync(changes)
      onClose()
    },
  })
}
