import { z } from 'zod'
import { Button } from '../../ui/button.tsx'
import { newPasswordField } from '../../ui/form/fields.ts'
import { FormFailure } from '../../ui/form/form-failure.tsx'
import { NewPasswordField } from '../../ui/form/new-password-field.tsx'
import { useApiForm } from '../../ui/form/use-api-form.ts'
import { useFirstFocus } from '../../ui/use-first-focus.ts'

const schema = z.object({ password: newPasswordField })

interface ResetFormProps {
  readonly save: (password: string) => Promise<void>
}

export function ResetForm({ save }: ResetFormProps) {
  const firstFocus = useFirstFocus()
  const form = useApiForm({
    schema,
    defaultValues: { password: '' },
    submit: ({ password }) => save(password),
  })
  const { errors, isSubmitting } = form.formState
  return (
    <form ref={firstFocus} onSubmit={form.onSubmit} noValidate className="flex flex-col gap-4">
      <NewPasswordField
        label="New password"
        error={errors.password?.message}
        {...form.register('password')}
      />
      <FormFailure failure={form.failure} />
      <Button type="submit" look="primary" size="large" isBusy={isSubmitting}>
        Save the new password
      </Button>
    </form>
  )
}
