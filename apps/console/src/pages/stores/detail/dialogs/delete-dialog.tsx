import type { StoreDetail } from '@holdfast/stores/contract'
import { useRef, useState, type FormEvent } from 'react'
import { FormDialog } from '../../../../ui/ask/form-dialog.tsx'
import { TextField } from '../../../../ui/form/text-field.tsx'
import { api } from '../../data/stores-api.ts'
import { useStoreDeed } from '../../data/use-store-deed.ts'
import { namesStore } from './names-store.ts'

interface DeleteDialogProps {
  readonly store: StoreDetail
  readonly onClose: () => void
}

/** What goes with it, and which one: it is named before it can be done, since nothing undoes it. */
export function DeleteDialog({ store, onClose }: DeleteDialogProps) {
  const { id, name, slug } = store
  const [typed, setTyped] = useState('')
  const [isWrong, setWrong] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const deleting = useStoreDeed(id, {
    send: () => api.stores.deleteStore({ params: { id } }),
    done: () => [`${name} is being deleted`, 'Its page says what is still there of it.'],
  })
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    const isNamed = namesStore(typed, store)
    setWrong(!isNamed)
    if (!isNamed) field.current?.focus()
    else if (!deleting.isPending) deleting.mutate(undefined, { onSuccess: onClose })
  }
  return (
    <FormDialog
      look="danger"
      title={`Delete ${name}?`}
      text="The shop is closed at once, and its goods, orders and customers go with it. Nobody can bring it back from here."
      form={{ onSubmit, isSubmitting: deleting.isPending, failure: deleting.error }}
      submit="Delete the store"
      leave="Keep it"
      onClose={onClose}
    >
      <TextField
        ref={field}
        label={
          <>
            Type its name, or <code className="font-mono font-normal wrap-anywhere">{slug}</code>
          </>
        }
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        error={isWrong ? 'That is not what it is called.' : undefined}
      />
    </FormDialog>
  )
}
