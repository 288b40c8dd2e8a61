import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../auth/joining-api.ts'
import { links } from '../../data/links.ts'
import { formatMoment } from '../../format/moments.ts'
import { buttonStyle } from '../../ui/button-style.ts'
import { AuthFrame } from '../auth/auth-frame.tsx'
import { CheckedLink } from '../auth/checked-link.tsx'
import { useLinkToken } from '../auth/link-token.ts'
import { saysLinkUsed } from '../auth/says-link-used.ts'
import { ResetForm } from './reset-form.tsx'

/** A new password, by the link of the mail. */
export function ResetPasswordPage() {
  const { token, forget } = useLinkToken()
  const [outcome, setOutcome] = useState<'done' | 'used'>()
  const save = async (password: string) => {
    try {
      await api.identity.confirmPasswordReset({ body: { token: token ?? '', password } })
    } catch (error) {
      if (saysLinkUsed(error)) setOutcome('used')
      throw error
    }
    forget()
    setOutcome('done')
  }
  if (outcome === 'done') return <Done />
  return (
    <CheckedLink
      title="Choose a new password"
      token={token}
      look={(body, signal) => api.identity.previewPasswordReset({ body }, { signal })}
      isUsed={outcome === 'used'}
      help="If you have chosen a new password with it, sign in. Otherwise we can mail you a new link."
      action={<AnotherLink />}
    >
      {({ expiresAt }) => (
        <AuthFrame
          title="Choose a new password"
          text={`It signs you out on every device. This link works once, until ${formatMoment(expiresAt)}.`}
        >
          <ResetForm save={save} />
        </AuthFrame>
      )}
    </CheckedLink>
  )
}

function Done() {
  return (
    <AuthFrame
      title="Your password is changed"
      text="You are signed out everywhere. Sign in with the new password."
    >
      <Link {...links.signIn} className={buttonStyle({ look: 'primary', size: 'large' })}>
        Sign in
      </Link>
    </AuthFrame>
  )
}

function AnotherLink() {
  return (
    <Link {...links.forgotPassword} className={buttonStyle({ look: 'primary', size: 'large' })}>
      Get a new link
    </Link>
  )
}
