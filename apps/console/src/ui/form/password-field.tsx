import { Eye, EyeOff } from 'lucide-react'
import { useState, type ComponentProps, type ReactNode } from 'react'
import { Field } from '../field.tsx'
import { IconButton } from '../icon-button.tsx'
import { Input } from '../input.tsx'

interface PasswordFieldProps extends Omit<ComponentProps<'input'>, 'id' | 'type'> {
  readonly label: ReactNode
  readonly help?: ReactNode
  readonly error?: string | undefined
  readonly autoComplete: 'current-password' | 'new-password'
}

/** A password, which can be looked at while it is typed. */
export function PasswordField({ label, help, error, ...input }: PasswordFieldProps) {
  const [isShown, setShown] = useState(false)
  return (
    <Field label={label} help={help} error={error}>
      {(wiring) => (
        <div className="relative">
          <Input
            {...input}
            {...wiring}
            type={isShown ? 'text' : 'password'}
            className="pr-10 touch:pr-12"
            maxLength={128}
            spellCheck={false}
            autoCapitalize="none"
          />
          <IconButton
            size="icon-small"
            className="absolute top-1 right-1 touch:top-0 touch:right-0 touch:size-11 touch:after:inset-0"
            label={isShown ? 'Hide the password' : 'Show the password'}
            aria-pressed={isShown}
            onClick={() => setShown(!isShown)}
          >
            {isShown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
          </IconButton>
        </div>
      )}
    </Field>
  )
}
