import type { RouteInput } from '@holdfast/kernel/contract'
import type { accountRoutes } from '../../contract/account-routes.ts'
import type { IdentityContext, IdentityParts } from '../../parts.ts'
import { accountProblems as problems } from '../account-problems.ts'
import { kindOfCode, plainCode } from './code.ts'
import { sessionBegun, type SignInAnswer } from './session-begun.ts'
import { useCode } from './used-codes.ts'

const lockedSeconds = 15 * 60

/**
 * Finishes a sign-in that waits for a code. A code that was used before is `identity.wrongCode`,
 * also within its 30 seconds: whoever looked over a shoulder gains nothing.
 */
export async function signInSecondFactor(
  ctx: IdentityContext,
  { body, headers }: RouteInput<(typeof accountRoutes)['signInSecondFactor']>,
  { auth, vault }: Pick<IdentityParts, 'auth' | 'vault'>,
): Promise<SignInAnswer> {
  const code = plainCode(body.code)
  const done = await auth.checkSecondFactor(code, headers)
  switch (done.outcome) {
    case 'wrongCode':
      throw problems.wrongCode()
    case 'signInAgain':
      throw problems.signInAgain()
    case 'locked':
      throw problems.tooManyCodes({}, { retryAfterSeconds: lockedSeconds })
    case 'signedIn': {
      const { personId, token } = done
      const secondFactor = kindOfCode(code)
      const isNew = secondFactor === 'backupCode' || (await useCode(ctx, vault, { personId, code }))
      if (isNew) return sessionBegun(ctx, done, { secondFactor })
      // Nobody has its cookie: it has begun in the database alone.
      await auth.endSession(token)
      throw problems.wrongCode({ reason: 'used before' })
    }
  }
}
