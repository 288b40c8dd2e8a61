import type { Member } from '@holdfast/identity/contract'
import { api } from '../data/staff-api.ts'
import { notify } from '../../../data/notify.ts'
import { useMe } from '../../../data/session.ts'
import { QuestionDialog } from '../../../ui/ask/question-dialog.tsx'
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
    <QuestionDialog
      title={`Remove ${member.name} from ${organisation?.name ?? 'the business'}?`}
      text={`${member.name} loses access at once, and the API keys they created stop working. Their account stays, so you can invite them again.`}
      yes={`Remove ${member.name}`}
      no="Cancel"
      deed={remove}
      onYes={confirm}
      onClose={onClose}
    />
  )
}
