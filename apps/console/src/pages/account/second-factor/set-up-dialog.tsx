import type { SecondFactorSetUp } from '@holdfast/identity/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { meQuery } from '../../../data/session.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { BackupCodesStep } from './backup-codes-step.tsx'
import { ConfirmStep } from './confirm-step.tsx'
import { PasswordQuestion } from './password-question.tsx'
import { api } from '../../../data/api.ts'

type Step =
  | { readonly name: 'password' }
  | { readonly name: 'confirm'; readonly setUp: SecondFactorSetUp }
  | { readonly name: 'codes'; readonly codes: readonly string[] }

const titles: Readonly<Record<Step['name'], string>> = {
  password: 'Set up a second factor',
  confirm: 'Scan this with your app',
  codes: 'Keep your backup codes',
}

const texts: Readonly<Record<Step['name'], string>> = {
  password: 'You need an authenticator app on your phone. First, enter your password.',
  confirm:
    'Any authenticator app will do. Then enter the code that it shows. Nothing changes before that.',
  codes: 'If you lose your phone, each lets you sign in once. You see them only now.',
}

/** Password, picture and code, backup codes: one question at a time. */
export function SetUpDialog({ onClose }: { readonly onClose: () => void }) {
  const [step, setStep] = useState<Step>({ name: 'password' })
  const queryClient = useQueryClient()
  const finish = () => {
    void queryClient.invalidateQueries(meQuery)
    onClose()
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      isBlocking={step.name === 'codes'}
      title={titles[step.name]}
      text={texts[step.name]}
    >
      {step.name === 'password' && (
        <PasswordQuestion
          action="Go on"
          onCancel={onClose}
          submit={async (password) => {
            const setUp = await api.identity.beginSecondFactor({ body: { password } })
            setStep({ name: 'confirm', setUp })
          }}
        />
      )}
      {step.name === 'confirm' && (
        <ConfirmStep
          setUp={step.setUp}
          onCancel={onClose}
          onConfirmed={(codes) => setStep({ name: 'codes', codes })}
        />
      )}
      {step.name === 'codes' && <BackupCodesStep codes={step.codes} onDone={finish} />}
    </Dialog>
  )
}
