import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { z } from 'zod'
import { api } from '../../data/api.ts'
import { links } from '../../data/links.ts'
import { Button } from '../../ui/button.tsx'
import { buttonStyle } from '../../ui/button-style.ts'
import { newPasswordField } from '../../ui/form/fields.ts'
import { FormFailure } from '../../ui/form/form-failure.tsx'
import { PasswordField } from '../../ui/form/password-field.tsx'
import { useApiForm } from '../../ui/form/use-api-form.ts'
import { useFirstFocus } from '../../ui/use-first-focus.ts'
import { textLinkStyle } from '../../ui/text-link-style.ts'
import { AuthFrame } from '../auth/auth-frame.tsx'
import { BrokenLink } from '../auth/broken-link.tsx'
import { useLinkToken } from '../auth/link-token.ts'
import { saysLinkUsed } from '../auth/says-link-used.ts'

const schema = z.object({ password: newPasswordField })

/** A new password, by the link of the mail. */
export function ResetPasswordPage() {
  const { token, forget } = useLinkToken()
  const [isDone, setDone] = useState(false)
  const firstFocus = useFirstFocus()
  const form = useApiForm({
    schema,
    defaultValues: { password: '' },
    async submit({ password }) {
      await api.identity.confirmPasswordReset({ body: { token: token ?? '', password } })
      forget()
      setDone(true)
    },
  })
  if (isDone) return <Done />
  if (token === undefined) return <BrokenLink kind="cut" help={<AnotherLink />} />
  if (saysLinkUsed(form.failure)) return <BrokenLink kind="used" help={<AnotherLink />} />
  const { errors, isSubmitting } = form.formState
  return (
    <AuthFrame title="Choose a new password" text="It holds from then on, and every session ends.">
      <form ref={firstFocus} onSubmit={form.onSubmit} noValidate className="flex flex-col gap-4">
        <PasswordField
          label="New password"
          help="At least 12 characters. A sentence is best."
          autoComplete="new-password"
          error={errors.password?.message}
          {...form.register('password')}
        />
        <FormFailure failure={form.failure} />
        <Button type="submit" look="primary" size="large" isBusy={isSubmitting}>
          Save the new password
        </Button>
      </form>
    </AuthFrame>
  )
}

function Done() {
  return (
    <AuthFrame
      title="Your new password holds"
      text="All sessions have ended. Sign in with the new password."
    >
      <Link {...links.signIn} className={buttonStyle({ look: 'primary', size: 'large' })}>
        Sign in
      </Link>
    </AuthFrame>
  )
}

function AnotherLink() {
  return (
    <Link {...links.forgotPassword} className={textLinkStyle}>
      Have another link mailed
    </Link>
  )
}
