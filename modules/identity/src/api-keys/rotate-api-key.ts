import type { RouteInput } from '@holdfast/kernel/contract'
import type { NewApiKey } from '../contract/api-key.ts'
import type { organisationRoutes } from '../contract/organisation-routes.ts'
import type { Member } from '../members/member-store.ts'
import { lockedActor } from '../members/staff.ts'
import { organisationProblems as problems } from '../organisation-problems.ts'
import type { IdentityContext, IdentityTransaction } from '../parts.ts'
import { apiKeyOnWire } from './api-key-on-wire.ts'
import { lockApiKey, markRevoked, saveRotation, type ApiKey } from './api-key-store.ts'
import { newKeyToken } from './api-key-token.ts'

const hourMs = 3_600_000

/**
 * Replaces a key, which keeps its actions, stations and expiry. The key before ends at once, or
 * after `graceHours` when its own creator rotates it while it works; the one before that ends in
 * any case. Whoever rotates a key sees the new one, so it is theirs from then on: it can do what
 * they may do.
 */
export async function rotateApiKey(
  ctx: IdentityContext,
  { params, body }: RouteInput<(typeof organisationRoutes)['rotateApiKey']>,
): Promise<NewApiKey> {
  ctx.permit('apiKeys.manage')
  const { token, ...kept } = newKeyToken()
  return ctx.transaction(async (tx) => {
    const { actor, key: before } = await manageable(ctx, tx, params.id)
    const graceHours = hasGrace(before, actor, ctx.now()) ? body.graceHours : 0
    const until = new Date(ctx.now().getTime() + graceHours * hourMs)
    const after: ApiKey = {
      ...before,
      ...kept,
      createdBy: actor.personId,
      createdByMember: actor.id,
      rotatedAt: ctx.now(),
      previous: graceHours > 0 ? { tokenHash: before.tokenHash, until } : undefined,
    }
    await saveRotation(tx.kysely, after)
    await tx.emit('apiKey.rotated', { apiKeyId: after.id, graceHours }, after.id)
    return { ...apiKeyOnWire(after, { now: ctx.now(), hasCreator: true }), key: token }
  })
}

/**
 * Whether the key before may go on for a while. A dead one would come back to life, and another
 * person's would get the rights of whoever rotates it.
 */
function hasGrace({ createdByMember, expiresAt }: ApiKey, actor: Member, now: Date): boolean {
  const isAlive = expiresAt === undefined || expiresAt > now
  return isAlive && createdByMember === actor.id
}

/** Ends a key for good, from the next request on. Called twice: `identity.unknownApiKey`. */
export async function revokeApiKey(
  ctx: IdentityContext,
  { params }: RouteInput<(typeof organisationRoutes)['revokeApiKey']>,
): Promise<undefined> {
  ctx.permit('apiKeys.manage')
  await ctx.transaction(async (tx) => {
    const { id } = (await manageable(ctx, tx, params.id)).key
    await markRevoked(tx.kysely, id, ctx.now())
    await tx.emit('apiKey.revoked', { apiKeyId: id }, id)
  })
}

async function manageable(
  ctx: IdentityContext,
  tx: IdentityTransaction,
  id: string,
): Promise<{ readonly actor: Member; readonly key: ApiKey }> {
  const actor = await lockedActor(ctx, tx, 'apiKeys.manage')
  const key = await lockApiKey(tx.kysely, { organisationId: ctx.organisationId, id })
  if (!key) throw problems.unknownApiKey({ apiKeyId: id })
  return { actor, key }
}
