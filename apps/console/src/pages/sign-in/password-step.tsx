import { z } from 'zod'
import { api } from '../../data/api.ts'
import { Button } from '../../ui/button.tsx'
import { emailField, passwordField } from '../../ui/form/fields.ts'
import { FormFailure } from '../../ui/form/form-failure.tsx'
import { PasswordField } from '../../ui/form/password-field.tsx'
import { TextField } from '../../ui/form/text-field.tsx'
import { useApiForm } from '../../ui/form/use-api-form.ts'
import { useFirstFocus } from '../../ui/use-first-focus.ts'

interface PasswordStepProps {
  readonly email: string | undefined
  readonly isEmailFixed: boolean
  readonly onSignedIn: () => Promise<void> | void
  readonly onNeedsCode: () => void
}

const schema = z.object({ email: emailField, password: passwordField })

export function PasswordStep({ email = '', isEmailFixed, ...then }: PasswordStepProps) {
  const firstFocus = useFirstFocus()
  const form = useApiForm({
    schema,
    defaultValues: { email, password: '' },
    async submit(body) {
      const { state } = await api.identity.signIn({ body })
      if (state === 'signedIn') await then.onSignedIn()
      else then.onNeedsCode()
    },
  })
  const { errors, isSubmitting } = form.formState
  return (
    <form ref={firstFocus} onSubmit={form.onSubmit} noValidate className="flex flex-col gap-4">
      <TextField
        label="E-mail"
        type="email"
        autoComplete="username"
        readOnly={isEmailFixed}
        error={errors.email?.message}
        {...form.register('email')}
      />
      <PasswordField
        label="Password"
        autoComplete="current-password"
        error={errors.password?.message}
        {...form.register('password')}
      />
      <FormFailure failure={form.failure} />
      <Button type="submit" look="primary" size="large" isBusy={isSubmitting}>
        Sign in
      </Button>
    </form>
  )
}
