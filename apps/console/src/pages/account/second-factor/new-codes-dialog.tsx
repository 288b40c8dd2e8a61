import { useState } from 'react'
import { api } from '../../../data/api.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { BackupCodesStep } from './backup-codes-step.tsx'
import { PasswordQuestion } from './password-question.tsx'

/** Other backup codes, while the app stays as it is. */
export function NewCodesDialog({ onClose }: { readonly onClose: () => void }) {
  const [codes, setCodes] = useState<readonly string[]>()
  if (codes === undefined) {
    return (
      <Dialog
        isOpen
        onClose={onClose}
        title="Get new backup codes?"
        text="The backup codes that you have now stop working. Your app goes on as it is."
      >
        <PasswordQuestion
          action="Get new codes"
          onCancel={onClose}
          submit={async (password) => {
            const answer = await api.identity.renewBackupCodes({ body: { password } })
            setCodes(answer.backupCodes)
          }}
        />
      </Dialog>
    )
  }
  return (
    <Dialog
      isOpen
      isBlocking
      onClose={onClose}
      title="Keep your new backup codes"
      text="If you lose your phone, each lets you sign in once. You see them only now."
    >
      <BackupCodesStep codes={codes} onDone={onClose} />
    </Dialog>
  )
}
