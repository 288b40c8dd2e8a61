import type { ApiKey } from '@holdfast/identity/contract'
import { isCallError } from '@holdfast/client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../data/api.ts'
import { notify } from '../../data/notify.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogActions } from '../../ui/dialog.tsx'
import { FormFailure } from '../../ui/form/form-failure.tsx'
import { apiKeysQuery } from './api-key-queries.ts'

interface RevokeKeyDialogProps {
  readonly apiKey: ApiKey
  readonly onClose: () => void
}

/** Asks once, naming the key and what stops. */
export function RevokeKeyDialog({ apiKey, onClose }: RevokeKeyDialogProps) {
  const queryClient = useQueryClient()
  const revoke = useMutation({
    mutationFn: () => api.identity.revokeApiKey({ params: { id: apiKey.id } }),
    onSuccess() {
      notify(`The key of ${apiKey.name} is revoked`, 'It opens nothing any more.')
      onClose()
    },
    onSettled: () => queryClient.invalidateQueries(apiKeysQuery),
  })
  return (
    <Dialog
      role="alertdialog"
      isOpen
      onClose={onClose}
      title={`Revoke the key of ${apiKey.name}?`}
      text="Whatever uses it is refused from that moment on. This can not be undone; a new key can be made."
    >
      <div className="mt-4">
        <FormFailure failure={isCallError(revoke.error) ? revoke.error : undefined} />
      </div>
      <DialogActions>
        <Button look="danger" isBusy={revoke.isPending} onClick={() => revoke.mutate()}>
          Revoke key
        </Button>
        <Button onClick={onClose}>Keep it</Button>
      </DialogActions>
    </Dialog>
  )
}
