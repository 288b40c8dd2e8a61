import { z } from 'zod'
import { Button } from '../../../ui/button.tsx'
import { DialogActions } from '../../../ui/dialog.tsx'
import { passwordField } from '../../../ui/form/fields.ts'
import { FormFailure } from '../../../ui/form/form-failure.tsx'
import { PasswordField } from '../../../ui/form/password-field.tsx'
import { useApiForm } from '../../../ui/form/use-api-form.ts'
import { useFirstFocus } from '../../../ui/use-first-focus.ts'

interface PasswordQuestionProps {
  readonly action: string
  readonly look?: 'primary' | 'danger'
  readonly submit: (password: string) => Promise<void>
  readonly onCancel: () => void
}

const schema = z.object({ password: passwordField })

/** Asks for the password once more, before something that a borrowed screen must not do. */
export function PasswordQuestion(props: PasswordQuestionProps) {
  const { action, look = 'primary', submit, onCancel } = props
  const firstFocus = useFirstFocus()
  const form = useApiForm({
    schema,
    defaultValues: { password: '' },
    blames: { 'identity.wrongPassword': 'password' },
    submit: ({ password }) => submit(password),
  })
  const { errors, isSubmitting } = form.formState
  return (
    <form ref={firstFocus} onSubmit={form.onSubmit} noValidate className="mt-4 flex flex-col gap-4">
      <PasswordField
        label="Password"
        autoComplete="current-password"
        error={errors.password?.message}
        {...form.register('password')}
      />
      <FormFailure failure={form.failure} />
      <DialogActions>
        <Button type="submit" look={look} isBusy={isSubmitting}>
          {action}
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </DialogActions>
    </form>
  )
}
