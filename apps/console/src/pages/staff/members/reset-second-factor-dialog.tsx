import type { Member } from '@holdfast/identity/contract'
import { isCallError } from '@holdfast/client'
import { api } from '../data/staff-api.ts'
import { notify } from '../../../data/notify.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog, DialogActions } from '../../../ui/dialog.tsx'
import { FormFailure } from '../../../ui/form/form-failure.tsx'
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
    <Dialog
      role="alertdialog"
      isOpen
      onClose={onClose}
      title={`Remove the second factor of ${name}?`}
      text="Only for somebody who has lost their phone and their backup codes. Make sure that it is really them who asks, by phone or in person. They are signed out everywhere, sign in with their password alone from then on, and are told by mail."
    >
      <div className="mt-4 has-[>:empty]:hidden">
        <FormFailure failure={isCallError(reset.error) ? reset.error : undefined} />
      </div>
      <DialogActions>
        <Button look="danger" isBusy={reset.isPending} onClick={confirm}>
          Remove second factor
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </DialogActions>
    </Dialog>
  )
}
