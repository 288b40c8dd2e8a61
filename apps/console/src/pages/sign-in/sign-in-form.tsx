import { useState, type ReactNode } from 'react'
import { LostPhone } from './lost-phone.tsx'
import { PasswordStep } from './password-step.tsx'
import { SecondFactorStep } from './second-factor-step.tsx'

interface SignInFormProps {
  readonly email?: string | undefined
  /** Only this person may sign in here: their work waits behind. */
  readonly isSamePerson?: boolean
  readonly onSignedIn: () => Promise<void> | void
  /** Another way, below. */
  readonly more?: ReactNode
}

/** E-mail and password, then the code for those who have a second factor. */
export function SignInForm({ email, isSamePerson = false, onSignedIn, more }: SignInFormProps) {
  const [needsCode, setNeedsCode] = useState(false)
  return (
    <>
      {needsCode ? (
        <SecondFactorStep onSignedIn={onSignedIn} onStartAgain={() => setNeedsCode(false)} />
      ) : (
        <PasswordStep
          email={email}
          isEmailFixed={isSamePerson}
          onSignedIn={onSignedIn}
          onNeedsCode={() => setNeedsCode(true)}
        />
      )}
      <div className="mt-6 flex flex-col items-start gap-2 border-t pt-4">
        {more}
        <LostPhone />
      </div>
    </>
  )
}
