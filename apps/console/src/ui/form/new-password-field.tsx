import type { ComponentProps } from 'react'
import { PasswordField } from './password-field.tsx'

type NewPasswordFieldProps = Omit<ComponentProps<typeof PasswordField>, 'autoComplete' | 'help'>

/** A password that is being chosen, with the one hint about it. */
export function NewPasswordField(props: NewPasswordFieldProps) {
  return (
    <PasswordField
      {...props}
      help="At least 12 characters. A sentence is best."
      autoComplete="new-password"
    />
  )
}
