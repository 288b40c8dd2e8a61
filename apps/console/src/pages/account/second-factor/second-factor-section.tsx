import { ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { useMe } from '../../../data/session.ts'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { AccountSection } from '../account-section.tsx'
import { NewCodesDialog } from './new-codes-dialog.tsx'
import { SetUpDialog } from './set-up-dialog.tsx'
import { TurnOffDialog } from './turn-off-dialog.tsx'

/** A code besides the password. Whoever has only the password stays outside. */
export function SecondFactorSection() {
  const { person } = useMe()
  const [opened, setOpened] = useState<'set-up' | 'new-codes' | 'turn-off'>()
  const close = () => setOpened(undefined)
  return (
    <AccountSection
      id="second-factor"
      title="Second factor"
      text="A code from an app on your phone, on top of your password."
    >
      {person.secondFactor ? (
        <div className="flex flex-wrap items-center gap-3">
          <Badge tone="success">
            <ShieldCheck aria-hidden /> On
          </Badge>
          <p className="min-w-40 flex-1 text-soft">Each sign-in asks for a code.</p>
          <div className="flex flex-wrap gap-2">
            <Button onClick={() => setOpened('new-codes')}>New backup codes</Button>
            <Button look="danger-plain" onClick={() => setOpened('turn-off')}>
              Turn off
            </Button>
          </div>
        </div>
      ) : (
        <div className="flex flex-wrap items-center gap-3">
          <Badge>Off</Badge>
          <p className="min-w-40 flex-1 text-soft">You sign in with your password alone.</p>
          <Button look="primary" onClick={() => setOpened('set-up')}>
            Set up
          </Button>
        </div>
      )}
      {opened === 'set-up' && <SetUpDialog onClose={close} />}
      {opened === 'new-codes' && <NewCodesDialog onClose={close} />}
      {opened === 'turn-off' && <TurnOffDialog onClose={close} />}
    </AccountSection>
  )
}
