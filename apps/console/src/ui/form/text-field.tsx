import type { ComponentProps, ReactNode } from 'react'
import { Field } from '../field.tsx'
import { Input } from '../input.tsx'

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'id'> {
  readonly label: ReactNode
  readonly help?: ReactNode
  readonly error?: string | undefined
}

/** One line of text in a form; takes what `register` of the form gives. */
export function TextField({ label, help, error, className, ...input }: TextFieldProps) {
  return (
    <Field label={label} help={help} error={error} {...(className ? { className } : {})}>
      {(wiring) => <Input {...input} {...wiring} />}
    </Field>
  )
}
