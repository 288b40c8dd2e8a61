import type { RouteInput } from '@holdfast/kernel/contract'
import { answer } from '@holdfast/kernel/module'
import type { accountRoutes } from '../../contract/account-routes.ts'
import type { IdentityContext, IdentityParts } from '../../parts.ts'
import { accountProblems as problems } from '../account-problems.ts'
import { askForMail } from '../mails/ask-for-mail.ts'
import { sessionBegun, type SignInAnswer } from './session-begun.ts'

type SignInRoute = (typeof accountRoutes)['signIn']

/**
 * Begins a session, or a sign-in that waits for a code. Throws `identity.wrongCredentials` for an
 * unknown address, a wrong password and an address that nobody has confirmed: the answers are
 * equal, and so are their times for whoever does not have the password.
 */
export async function signIn(
  ctx: IdentityContext,
  { body, headers }: RouteInput<SignInRoute>,
  { auth, vault }: Pick<IdentityParts, 'auth' | 'vault'>,
): Promise<SignInAnswer> {
  const done = await auth.signIn(body, headers)
  switch (done.outcome) {
    case 'refused':
      throw problems.wrongCredentials()
    case 'emailUnverified':
      await askForMail(ctx, vault, { kind: 'emailVerification', email: body.email })
      throw problems.wrongCredentials({ reason: 'e-mail not confirmed' })
    case 'secondFactorNeeded':
      await endOldSession(auth, headers.cookie)
      return answer(200, { state: 'secondFactorNeeded' }, { 'set-cookie': done.cookies })
    case 'signedIn':
      await endOldSession(auth, headers.cookie)
      return sessionBegun(ctx, done, { secondFactor: 'none' })
  }
}

/** The browser forgets the session that it had: nobody else is to find it again. */
async function endOldSession(auth: IdentityParts['auth'], cookie: string | undefined) {
  const old = auth.readSession(cookie)
  if (old !== undefined) await auth.endSession(old)
}
