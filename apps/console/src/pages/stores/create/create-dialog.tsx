import type { EngineRow } from '@holdfast/stores/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Store } from 'lucide-react'
import { useEffect, useId } from 'react'
import { links } from '../../../data/links.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog, DialogActions } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { FormFailure } from '../../../ui/form/form-failure.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { useApiForm } from '../../../ui/form/use-api-form.ts'
import { RadioGroup } from '../../../ui/radio-group.tsx'
import { Select } from '../../../ui/select.tsx'
import { Failure } from '../../../ui/states/failure.tsx'
import { RowsSkeleton } from '../../../ui/states/rows-skeleton.tsx'
import { StateFrame } from '../../../ui/states/state-frame.tsx'
import { enginesQuery, storesKey } from '../data/store-queries.ts'
import { api } from '../data/stores-api.ts'
import { QuotaMeter } from '../quota/quota-meter.tsx'
import { useCreateRefusal } from '../quota/use-create-refusal.ts'
import { planWords } from '../store-words.ts'
import { newStoreOf, newStoreSchema, requestOf } from './new-store.ts'

/** What a new store is called and made of; then its page, where one watches it being made. */
export function CreateDialog({ onClose }: { readonly onClose: () => void }) {
  const { data, error, refetch } = useQuery(enginesQuery)
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Create a store"
      text="An online shop of its own, with its own data and its own address."
    >
      {data === undefined && error !== null && (
        <Failure error={error} retry={() => void refetch()} />
      )}
      {data === undefined && error === null && (
        <div className="mt-4">
          <RowsSkeleton what="the kinds of shops" />
        </div>
      )}
      {data?.items.length === 0 && <NoEngines />}
      {data !== undefined && data.items.length > 0 && (
        <CreateForm engines={data.items} onClose={onClose} />
      )}
    </Dialog>
  )
}

function NoEngines() {
  return (
    <StateFrame
      Icon={Store}
      title="No kind of shop can be made here yet"
      text="Whoever runs the platform has to give it a database or a cluster for shops first."
    />
  )
}

interface CreateFormProps {
  readonly engines: readonly EngineRow[]
  readonly onClose: () => void
}

function CreateForm({ engines, onClose }: CreateFormProps) {
  const formId = useId()
  const form = useCreateForm(engines)
  const refusal = useCreateRefusal()
  const { errors, isSubmitting } = form.formState
  const { setFocus } = form
  useEffect(() => setFocus('name'), [setFocus])
  const { engine: chosen, plan, region } = form.watch()
  const engine = engines.find(({ name }) => name === chosen)
  return (
    <>
      <form id={formId} onSubmit={form.onSubmit} noValidate className="mt-4 flex flex-col gap-5">
        <TextField
          {...form.register('name')}
          label="Name"
          help="Visitors see it. It can be changed later; the address, which is made of it, stays."
          maxLength={80}
          autoComplete="off"
          error={errors.name?.message}
        />
        <RadioGroup
          legend="Kind of shop"
          value={chosen}
          onChoose={(name) => form.setValue('engine', name)}
          options={engines.map(({ name, title, description }) => ({
            value: name,
            label: title,
            help: <span className="block text-12">{description}</span>,
          }))}
        />
        <RadioGroup
          legend="Plan"
          value={plan}
          onChoose={(value) => form.setValue('plan', value)}
          options={(engine?.plans ?? []).map((value) => ({
            value,
            label: planWords[value].label,
            help: <span className="block text-12">{planWords[value].meaning}</span>,
          }))}
        />
        {engine !== undefined && engine.regions.length > 1 && (
          <Field label="Region">
            {(wiring) => (
              <Select
                {...wiring}
                value={region}
                onChange={({ target: { value } }) => form.setValue('region', value)}
              >
                {engine.regions.map((name) => (
                  <option key={name} value={name}>
                    {name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        <QuotaMeter />
        <FormFailure failure={form.failure} />
      </form>
      <DialogActions>
        <Button
          type="submit"
          form={formId}
          look="primary"
          disabledReason={refusal}
          isBusy={isSubmitting}
        >
          Create the store
        </Button>
        <Button onClick={onClose}>Not now</Button>
      </DialogActions>
    </>
  )
}

/** Goes out once at a time and under one key: pressed twice, it is still one store. */
function useCreateForm(engines: readonly EngineRow[]) {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const { mutateAsync } = useMutation({
    mutationFn: (body: ReturnType<typeof requestOf>) => api.stores.createStore({ body }),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: storesKey }),
  })
  return useApiForm({
    schema: newStoreSchema,
    defaultValues: newStoreOf(engines),
    async submit(values) {
      const engine = engines.find(({ name }) => name === values.engine)
      const { store } = await mutateAsync(requestOf(values, engine))
      await navigate({ ...links.store(store.id), replace: true })
    },
  })
}
