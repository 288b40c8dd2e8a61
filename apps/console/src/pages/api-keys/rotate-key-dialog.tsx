import type { ApiKey, NewApiKey } from '@holdfast/identity/contract'
import { isCallError } from '@holdfast/client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../data/api.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { FormFailure } from '../../ui/form/form-failure.tsx'
import { Select } from '../../ui/select.tsx'
import { apiKeysQuery } from './api-key-queries.ts'

const graces = [
  { hours: 0, label: 'At once' },
  { hours: 1, label: 'In an hour' },
  { hours: 24, label: 'In a day' },
  { hours: 168, label: 'In a week' },
] as const

interface RotateKeyDialogProps {
  readonly apiKey: ApiKey
  readonly onMade: (apiKey: NewApiKey) => void
  readonly onClose: () => void
}

/** A new key in place of the old one, and how long the old one still works. */
export function RotateKeyDialog({ apiKey, onMade, onClose }: RotateKeyDialogProps) {
  const queryClient = useQueryClient()
  const [graceHours, setGraceHours] = useState(24)
  const rotate = useMutation({
    mutationFn: () =>
      api.identity.rotateApiKey({ params: { id: apiKey.id }, body: { graceHours } }),
    onSuccess: onMade,
    onSettled: () => queryClient.invalidateQueries(apiKeysQuery),
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Rotate the key of ${apiKey.name}`}
      text="You get a new key with the same abilities, and answer for it from then on. Was the old one stolen? Then end it at once."
    >
      <div className="mt-4 flex flex-col gap-4">
        <Field label="The old key ends">
          {(wiring) => (
            <Select
              {...wiring}
              value={graceHours}
              onChange={(event) => setGraceHours(Number(event.target.value))}
            >
              {graces.map(({ hours, label }) => (
                <option key={hours} value={hours}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <FormFailure failure={isCallError(rotate.error) ? rotate.error : undefined} />
      </div>
      <DialogActions>
        <Button look="primary" isBusy={rotate.isPending} onClick={() => rotate.mutate()}>
          Rotate key
        </Button>
        <Button onClick={onClose}>Keep the old one</Button>
      </DialogActions>
    </Dialog>
  )
}
