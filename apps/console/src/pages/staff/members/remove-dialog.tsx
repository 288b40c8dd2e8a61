import type { Member } from '@holdfast/identity/contract'
import { isCallError } from '@holdfast/client'
import { api } from '../data/staff-api.ts'
import { notify } from '../../../data/notify.ts'
import { useMe } from '../../../data/session.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog, DialogActions } from '../../../ui/dialog.tsx'
import { FormFailure } from '../../../ui/form/form-failure.tsx'
import { useStaffDeed } from '../data/use-staff-deed.ts'

interface RemoveDialogProps {
  readonly member: Member
  readonly onClose: () => void
}

/** Asks once, naming the person and what follows. */
export function RemoveDialog({ member, onClose }: RemoveDialogProps) {
  const { organisation } = useMe()
  const remove = useStaffDeed(() => api.identity.removeMember({ params: { id: member.id } }), {
    tellsFailure: true,
  })
  const confirm = () =>
    remove.mutate(undefined, {
      onSuccess() {
        notify(
          `${member.name} is removed`,
          'They have no access any more, and their API keys have stopped working.',
        )
        onClose()
      },
    })
  return (
    <Dialog
      role="alertdialog"
      isOpen
      onClose={onClose}
      title={`Remove ${member.name} from ${organisation?.name ?? 'the business'}?`}
      text={`${member.name} loses access at once, and the API keys they created stop working. Their account stays, so you can invite them again.`}
    >
      <div className="mt-4">
        <FormFailure failure={isCallError(remove.error) ? remove.error : undefined} />
      </div>
      <DialogActions>
        <Button look="danger" isBusy={remove.isPending} onClick={confirm}>
          Remove {member.name}
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </DialogActions>
    </Dialog>
  )
}
