import type { ApiKey } from '@holdfast/identity/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { api } from '../../staff/data/staff-api.ts'
import { useMe } from '../../../data/session.ts'
import { FormDialog } from '../../../ui/ask/form-dialog.tsx'
import { Field } from '../../../ui/field.tsx'
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
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (!rotating.isPending) rotating.mutate()
  }
  if (rotating.data) return <ShownKeyDialog apiKey={rotating.data} onClose={onClose} />
  return (
    <FormDialog
      title={`Rotate ${name}`}
      text="You get a new key with the same rights, created by you. If the old one may have been stolen, let it stop working at once."
      form={{ onSubmit, isSubmitting: rotating.isPending, failure: rotating.error }}
      submit="Rotate the key"
      leave="Cancel"
      onClose={onClose}
    >
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
    </FormDialog>
  )
}
