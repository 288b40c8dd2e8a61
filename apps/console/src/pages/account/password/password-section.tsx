import { useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from '../../../data/api.ts'
import { notify } from '../../../data/notify.ts'
import { useMe } from '../../../data/session.ts'
import { Button } from '../../../ui/button.tsx'
import { newPasswordField, passwordField } from '../../../ui/form/fields.ts'
import { FormFailure } from '../../../ui/form/form-failure.tsx'
import { NewPasswordField } from '../../../ui/form/new-password-field.tsx'
import { PasswordField } from '../../../ui/form/password-field.tsx'
import { useApiForm } from '../../../ui/form/use-api-form.ts'
import { AccountSection } from '../account-section.tsx'
import { sessionsKey } from '../sessions/sessions-query.ts'

const schema = z.object({ currentPassword: passwordField, newPassword: newPasswordField })

export function PasswordSection() {
  const { person } = useMe()
  const queryClient = useQueryClient()
  const form = useApiForm({
    schema,
    defaultValues: { currentPassword: '', newPassword: '' },
    blames: { 'identity.wrongPassword': 'currentPassword' },
    async submit(body) {
      await api.identity.changePassword({ body })
      form.reset()
      notify('Your password is changed', 'You are signed out everywhere else.')
      await queryClient.invalidateQueries({ queryKey: sessionsKey })
    },
  })
  const { errors, isSubmitting } = form.formState
  return (
    <AccountSection
      id="password"
      title="Password"
      text="A new password signs you out everywhere but here."
    >
      <form onSubmit={form.onSubmit} noValidate className="flex flex-col gap-4">
        {/* For password managers, which want to know whose password this is. */}
        <input type="text" autoComplete="username" value={person.email} readOnly hidden />
        <PasswordField
          label="Current password"
          autoComplete="current-password"
          error={errors.currentPassword?.message}
          {...form.register('currentPassword')}
        />
        <NewPasswordField
          label="New password"
          error={errors.newPassword?.message}
          {...form.register('newPassword')}
        />
        <FormFailure failure={form.failure} />
        <Button type="submit" look="primary" className="self-start" isBusy={isSubmitting}>
          Change password
        </Button>
      </form>
    </AccountSection>
  )
}
