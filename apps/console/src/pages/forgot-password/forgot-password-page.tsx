import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { z } from 'zod'
import { api } from '../auth/joining-api.ts'
import { links } from '../../data/links.ts'
import { Button } from '../../ui/button.tsx'
import { emailField } from '../../ui/form/fields.ts'
import { FormFailure } from '../../ui/form/form-failure.tsx'
import { TextField } from '../../ui/form/text-field.tsx'
import { useApiForm } from '../../ui/form/use-api-form.ts'
import { useFirstFocus } from '../../ui/use-first-focus.ts'
import { Notice } from '../../ui/notice.tsx'
import { loneLinkStyle } from '../../ui/text-link-style.ts'
import { AuthFrame } from '../auth/auth-frame.tsx'

const schema = z.object({ email: emailField })

/** Has a link for a new password mailed. The answer never tells whether there is such an account. */
export function ForgotPasswordPage() {
  const [sentTo, setSentTo] = useState<string>()
  const firstFocus = useFirstFocus()
  const form = useApiForm({
    schema,
    defaultValues: { email: '' },
    async submit(body) {
      await api.identity.requestPasswordReset({ body })
      setSentTo(body.email)
    },
  })
  const { errors, isSubmitting } = form.formState
  return (
    <AuthFrame
      title="Choose a new password"
      text="Enter your e-mail address. If there is an account for it, we mail you a link."
      more={
        <Link {...links.signIn} className={loneLinkStyle}>
          Back to sign-in
        </Link>
      }
    >
      <form ref={firstFocus} onSubmit={form.onSubmit} noValidate className="flex flex-col gap-4">
        <TextField
          label="E-mail"
          type="email"
          autoComplete="username"
          error={errors.email?.message}
          {...form.register('email')}
        />
        <FormFailure failure={form.failure} />
        <Button type="submit" look="primary" size="large" isBusy={isSubmitting}>
          {sentTo === undefined ? 'Mail me a link' : 'Mail it again'}
        </Button>
      </form>
      <div role="status" className="mt-4">
        {sentTo !== undefined && (
          <Notice tone="success" title="Check your mail">
            <p className="text-soft">
              If there is an account for <span className="wrap-anywhere">{sentTo}</span>, a link is
              on its way there. It works for 30 minutes. Look in your spam folder as well.
            </p>
          </Notice>
        )}
      </div>
    </AuthFrame>
  )
}
