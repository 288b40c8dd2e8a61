import type { StoreDetail } from '@holdfast/stores/contract'
import { isCallError } from '@holdfast/client'
import { useId, useState, type FormEvent } from 'react'
import { Button } from '../../../../ui/button.tsx'
import { Dialog, DialogActions } from '../../../../ui/dialog.tsx'
import { FormFailure } from '../../../../ui/form/form-failure.tsx'
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
  const formId = useId()
  const { mutate, isPending, error } = useStoreDeed(id, {
    send: () => api.stores.deleteStore({ params: { id } }),
    done: () => [`${name} is being deleted`, 'Its page says what is still there of it.'],
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const isNamed = namesStore(typed, store)
    setWrong(!isNamed)
    if (!isNamed) document.getElementById(formId)?.querySelector('input')?.focus()
    else if (!isPending) mutate(undefined, { onSuccess: onClose })
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      role="alertdialog"
      title={<span className="wrap-anywhere">Delete {name}?</span>}
      text="The shop is closed at once, and its goods, orders and customers go with it. Nobody can bring it back from here."
    >
      <form id={formId} onSubmit={submit} noValidate className="mt-4 flex flex-col gap-4">
        <TextField
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
        <FormFailure failure={isCallError(error) ? error : undefined} />
      </form>
      <DialogActions>
        <Button type="submit" form={formId} look="danger" isBusy={isPending}>
          Delete the store
        </Button>
        <Button onClick={onClose}>Keep it</Button>
      </DialogActions>
    </Dialog>
  )
}
