import type { RouteOutput } from '@holdfast/kernel/contract'
import { answer, type Answered } from '@holdfast/kernel/module'
import type { StartedSession } from '../../auth/auth.ts'
import type { accountRoutes } from '../../contract/account-routes.ts'
import type { IdentityContext } from '../../parts.ts'
import { noteAbout } from '../note-about.ts'
import { findSession } from '../sessions/session-store.ts'

/** How far a sign-in has come, with its cookies. */
export type SignInAnswer = Answered<RouteOutput<(typeof accountRoutes)['signIn']>, 200>

/** Notes a sign-in and hands its cookies to the browser. */
export async function sessionBegun(
  ctx: IdentityContext,
  { personId, token, cookies }: StartedSession,
  shown: { readonly secondFactor: 'none' | 'appCode' | 'backupCode' },
): Promise<SignInAnswer> {
  const session = await findSession(ctx.kysely, { token, now: ctx.now() })
  const data = { sessionId: session?.id, ...shown }
  await noteAbout(ctx, { type: 'person.signedIn', personId, data })
  return answer(200, { state: 'signedIn' }, { 'set-cookie': cookies })
}
