import { z } from 'zod'
import { Button } from '../../ui/button.tsx'
import { emailField, newPasswordField, personNameField } from '../../ui/form/fields.ts'
import { FormFailure } from '../../ui/form/form-failure.tsx'
import { NewPasswordField } from '../../ui/form/new-password-field.tsx'
import { TextField } from '../../ui/form/text-field.tsx'
import { useApiForm } from '../../ui/form/use-api-form.ts'
import { useFirstFocus } from '../../ui/use-first-focus.ts'

const schema = z.object({ name: personNameField, email: emailField, password: newPasswordField })

export type NewPerson = z.output<typeof schema>

interface NewPersonFormProps {
  /** The address that was invited, when only that one counts. */
  readonly email?: string
  readonly action: string
  readonly submit: (person: NewPerson) => Promise<void>
}

/** What somebody tells who is here for the first time. */
export function NewPersonForm({ email, action, submit }: NewPersonFormProps) {
  const firstFocus = useFirstFocus()
  const form = useApiForm({
    schema,
    defaultValues: { name: '', email: email ?? '', password: '' },
    submit,
  })
  const { errors, isSubmitting } = form.formState
  return (
    <form ref={firstFocus} onSubmit={form.onSubmit} noValidate className="flex flex-col gap-4">
      <TextField
        label="Your name"
        autoComplete="name"
        maxLength={100}
        error={errors.name?.message}
        {...form.register('name')}
      />
      <TextField
        label="E-mail"
        type="email"
        autoComplete="username"
        readOnly={email !== undefined}
        error={errors.email?.message}
        {...form.register('email')}
      />
      <NewPasswordField
        label="Password"
        error={errors.password?.message}
        {...form.register('password')}
      />
      <FormFailure failure={form.failure} />
      <Button type="submit" look="primary" size="large" isBusy={isSubmitting}>
        {action}
      </Button>
    </form>
  )
}
