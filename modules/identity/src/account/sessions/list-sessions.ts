import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import { requirePerson } from '@holdfast/kernel/module'
import type { Session as SessionOnWire } from '../../contract/account.ts'
import type { accountRoutes } from '../../contract/account-routes.ts'
import type { IdentityContext, IdentityParts } from '../../parts.ts'
import { deviceOf } from './device.ts'
import { findSession, idleSessionMs, listSessionsOf, type Session } from './session-store.ts'

type ListRoute = (typeof accountRoutes)['listSessions']

/** Where the caller is signed in, the session used last first. */
export async function listSessions(
  ctx: IdentityContext,
  { headers }: RouteInput<ListRoute>,
  { auth }: Pick<IdentityParts, 'auth'>,
): Promise<RouteOutput<ListRoute>> {
  requirePerson(ctx.actor)
  const now = ctx.now()
  const token = auth.readSession(headers.cookie)
  const current = token === undefined ? undefined : await findSession(ctx.kysely, { token, now })
  const sessions = await listSessionsOf(ctx.kysely, { personId: ctx.actor.id, now })
  return { items: sessions.map((session) => onWire(session, session.id === current?.id)) }
}

function onWire(session: Session, isCurrent: boolean): SessionOnWire {
  const { id, userAgent, createdAt, lastUsedAt, expiresAt } = session
  const idleAtMs = lastUsedAt.getTime() + idleSessionMs
  return {
    id,
    device: deviceOf(userAgent),
    isCurrent,
    signedInAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt.toISOString(),
    endsAt: new Date(Math.min(idleAtMs, expiresAt.getTime())).toISOString(),
  }
}
