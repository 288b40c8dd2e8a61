import { isCallError } from '@holdfast/client'
import { useMutation } from '@tanstack/react-query'
import { api } from '../../../data/api.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog, DialogActions } from '../../../ui/dialog.tsx'
import { FormFailure } from '../../../ui/form/form-failure.tsx'

interface LeaveDialogProps {
  readonly name: string
  readonly isOpen: boolean
  readonly onClose: () => void
}

export function LeaveDialog({ name, isOpen, onClose }: LeaveDialogProps) {
  const leaving = useMutation({
    mutationFn: () => api.identity.leaveOrganisation(),
    // Everything that was loaded belonged to the business.
    onSuccess: () => location.reload(),
  })
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      role="alertdialog"
      title={`Leave ${name}?`}
      text="You no longer see anything of it, and the API keys that you made stop working. You need a new invitation to come back."
    >
      <div className="mt-4">
        <FormFailure failure={isCallError(leaving.error) ? leaving.error : undefined} />
      </div>
      <DialogActions>
        <Button look="danger" isBusy={leaving.isPending} onClick={() => leaving.mutate()}>
          Leave {name}
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </DialogActions>
    </Dialog>
  )
}
