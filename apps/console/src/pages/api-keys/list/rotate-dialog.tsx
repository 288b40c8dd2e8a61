import type { ApiKey } from '@holdfast/identity/contract'
import { isCallError } from '@holdfast/client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState, type FormEvent } from 'react'
import { api } from '../../staff/data/staff-api.ts'
import { useMe } from '../../../data/session.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog, DialogActions } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { FormFailure } from '../../../ui/form/form-failure.tsx'
import { Select } from '../../../ui/select.tsx'
import { apiKeysKey } from '../data/api-keys-query.ts'
import { graces } from '../key-words.ts'
import { ShownKeyDialog } from '../shown-key-dialog.tsx'

interface RotateDialogProps {
  readonly apiKey: ApiKey
  readonly onClose: () => void
}

/** Why the old key gets no more time: only a working key of one's own does. */
const noGraceWords: Record<ApiKey['state'], string> = {
  active: 'Somebody else created the old key, so it stops working at once.',
  expired: 'The old key has expired and stays expired.',
  creatorGone: 'The creator of the old key has left, so it no longer works.',
}

/** A new key in the place of one; the old one ends when it is told to. */
export function RotateDialog({ apiKey, onClose }: RotateDialogProps) {
  const { id, name } = apiKey
  const formId = useId()
  const { person } = useMe()
  const hasGrace = apiKey.state === 'active' && apiKey.createdBy.personId === person.id
  const [graceHours, setGraceHours] = useState<number>(graces[0].hours)
  const queryClient = useQueryClient()
  const rotating = useMutation({
    mutationFn: () =>
      api.identity.rotateApiKey({
        params: { id },
        body: { graceHours: hasGrace ? graceHours : 0 },
      }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: apiKeysKey }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!rotating.isPending) rotating.mutate()
  }
  if (rotating.data) return <ShownKeyDialog apiKey={rotating.data} onClose={onClose} />
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Rotate ${name}`}
      text="You get a new key with the same rights, created by you. If the old one may have been stolen, let it stop working at once."
    >
      <form id={formId} onSubmit={submit} className="mt-4 flex flex-col gap-4">
        {hasGrace ? (
          <Field
            label="The old key"
            help="Give it more time if you cannot switch the program to the new key right away."
          >
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
        ) : (
          <p className="text-soft">{noGraceWords[apiKey.state]}</p>
        )}
        <FormFailure failure={isCallError(rotating.error) ? rotating.error : undefined} />
      </form>
      <DialogActions>
        <Button type="submit" form={formId} look="primary" isBusy={rotating.isPending}>
          Rotate the key
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </DialogActions>
    </Dialog>
  )
}
