import type { RouteInput } from '@holdfast/kernel/contract'
import { answer, type Answered } from '@holdfast/kernel/module'
import type { accountRoutes } from '../../contract/account-routes.ts'
import type { IdentityContext, IdentityParts } from '../../parts.ts'
import { noteAbout } from '../note-about.ts'
import { deleteSession, findSession } from '../sessions/session-store.ts'

/** Ends the session of the request's cookie and has the browser forget it. Safe to call twice. */
export async function signOut(
  ctx: IdentityContext,
  { headers }: RouteInput<(typeof accountRoutes)['signOut']>,
  { auth }: Pick<IdentityParts, 'auth'>,
): Promise<Answered<undefined, 204>> {
  const token = auth.readSession(headers.cookie)
  const session = token && (await findSession(ctx.kysely, { token, now: ctx.now() }))
  if (session) await end(ctx, session)
  return answer(204, undefined, { 'set-cookie': auth.forgetSession })
}

async function end(
  ctx: IdentityContext,
  { id, personId }: { readonly id: string; readonly personId: string },
): Promise<void> {
  const event = { type: 'person.signedOut', personId, data: { sessionId: id } }
  await noteAbout(ctx, event, async (tx) => {
    await deleteSession(tx.kysely, { id, personId })
  })
}
