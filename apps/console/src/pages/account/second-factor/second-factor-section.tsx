import { ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { useMe } from '../../../data/session.ts'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { AccountSection } from '../account-section.tsx'
import { SetUpDialog } from './set-up-dialog.tsx'
import { TurnOffDialog } from './turn-off-dialog.tsx'

/** A code besides the password. Whoever has only the password stays outside. */
export function SecondFactorSection() {
  const { person } = useMe()
  const [opened, setOpened] = useState<'set-up' | 'turn-off'>()
  const close = () => setOpened(undefined)
  return (
    <AccountSection
      id="second-factor"
      title="Second factor"
      text="A code of an app on your phone, besides the password."
    >
      {person.secondFactor ? (
        <div className="flex flex-wrap items-center gap-3">
          <Badge tone="success">
            <ShieldCheck aria-hidden /> On
          </Badge>
          <p className="min-w-40 flex-1 text-soft">Each sign-in asks for a code.</p>
          <Button look="danger-plain" onClick={() => setOpened('turn-off')}>
            Turn off
          </Button>
        </div>
      ) : (
        <div className="flex flex-wrap items-center gap-3">
          <Badge>Off</Badge>
          <p className="min-w-40 flex-1 text-soft">Your password alone opens your account.</p>
          <Button look="primary" onClick={() => setOpened('set-up')}>
            Set up
          </Button>
        </div>
      )}
      {opened === 'set-up' && <SetUpDialog onClose={close} />}
      {opened === 'turn-off' && <TurnOffDialog onClose={close} />}
    </AccountSection>
  )
}
