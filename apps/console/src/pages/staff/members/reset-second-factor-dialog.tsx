import type { Member } from '@holdfast/identity/contract'
import { api } from '../data/staff-api.ts'
import { notify } from '../../../data/notify.ts'
import { QuestionDialog } from '../../../ui/ask/question-dialog.tsx'
import { useStaffDeed } from '../data/use-staff-deed.ts'

interface ResetSecondFactorDialogProps {
  readonly member: Member
  readonly onClose: () => void
}

/** For somebody who lost phone and backup codes. Asks to make sure that it is them. */
export function ResetSecondFactorDialog({ member, onClose }: ResetSecondFactorDialogProps) {
  const { id, name } = member
  const reset = useStaffDeed(() => api.identity.resetSecondFactor({ params: { id } }), {
    tellsFailure: true,
  })
  const confirm = () =>
    reset.mutate(undefined, {
      onSuccess() {
        notify(`${name} signs in with the password alone now`, 'A mail tells them.')
        onClose()
      },
    })
  return (
    <QuestionDialog
      title={`Remove the second factor of ${name}?`}
      text="Only for somebody who has lost their phone and their backup codes. Make sure that it is really them who asks, by phone or in person. They are signed out everywhere, sign in with their password alone from then on, and are told by mail."
      yes="Remove second factor"
      no="Cancel"
      deed={reset}
      onYes={confirm}
      onClose={onClose}
    />
  )
}
