import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../../data/api.ts'
import { notify } from '../../../data/notify.ts'
import { meQuery } from '../../../data/session.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { PasswordQuestion } from './password-question.tsx'

export function TurnOffDialog({ onClose }: { readonly onClose: () => void }) {
  const queryClient = useQueryClient()
  return (
    <Dialog
      isOpen
      onClose={onClose}
      role="alertdialog"
      title="Turn the second factor off?"
      text="You sign in with your password alone then, and your backup codes stop working."
    >
      <PasswordQuestion
        action="Turn it off"
        look="danger"
        onCancel={onClose}
        submit={async (password) => {
          await api.identity.endSecondFactor({ body: { password } })
          await queryClient.invalidateQueries(meQuery)
          notify('The second factor is off')
          onClose()
        }}
      />
    </Dialog>
  )
}
