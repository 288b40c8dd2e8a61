import { Link, useSearch } from '@tanstack/react-router'
import { links } from '../../data/links.ts'
import { loneLinkStyle } from '../../ui/text-link-style.ts'
import { AuthFrame } from '../auth/auth-frame.tsx'
import { useEnter } from '../auth/use-enter.ts'
import { SignInForm } from './sign-in-form.tsx'

/** The door. Whoever was on the way somewhere goes on there. */
export function SignInPage() {
  const { back, email } = useSearch({ from: '/sign-in' })
  const enter = useEnter(back)
  return (
    <AuthFrame
      title="Sign in"
      text={back === undefined ? undefined : 'Sign in, and you are back where you were.'}
    >
      <SignInForm
        email={email}
        onSignedIn={enter}
        more={
          <Link {...links.forgotPassword} className={loneLinkStyle}>
            I have forgotten my password
          </Link>
        }
      />
    </AuthFrame>
  )
}
