import type { RouteInput } from '@holdfast/kernel/contract'
import type { NewApiKey } from '../contract/api-key.ts'
import type { organisationRoutes } from '../contract/organisation-routes.ts'
import type { Member } from '../members/member-store.ts'
import { lockedActor } from '../members/staff.ts'
import { organisationProblems as problems } from '../organisation-problems.ts'
import type { IdentityContext } from '../parts.ts'
import { mayDelegate, reaches, rightsOfMember } from '../roles/rights.ts'
import { apiKeyOnWire } from './api-key-on-wire.ts'
import { insertApiKey, type ApiKey } from './api-key-store.ts'
import { newKeyToken } from './api-key-token.ts'

type CreateInput = RouteInput<(typeof organisationRoutes)['createApiKey']>

const dayMs = 24 * 3_600_000

/**
 * Makes a key, shown in this answer alone. Throws `identity.actionNotYours` for an action that
 * its creator does not have or that people alone have, and `identity.stationNotYours`.
 */
export async function createApiKey(
  ctx: IdentityContext,
  { body }: CreateInput,
): Promise<NewApiKey> {
  ctx.permit('apiKeys.manage')
  const { token, ...kept } = newKeyToken()
  return ctx.transaction(async (tx) => {
    const creator = await lockedActor(ctx, tx, 'apiKeys.manage')
    assertDelegable(creator, body)
    const key: ApiKey = {
      ...kept,
      id: ctx.ids(),
      organisationId: ctx.organisationId,
      name: body.name,
      actions: [...new Set(body.actions)],
      scope: body.scope,
      createdBy: creator.personId,
      createdByMember: creator.id,
      createdAt: ctx.now(),
      expiresAt: inDays(ctx.now(), body.expiresInDays),
    }
    await insertApiKey(tx.kysely, key)
    const { id: apiKeyId, actions, scope } = key
    await tx.emit('apiKey.created', { apiKeyId, actions, scope: scope ?? null }, apiKeyId)
    return { ...apiKeyOnWire(key, { now: ctx.now(), hasCreator: true }), key: token }
  })
}

function assertDelegable(creator: Member, { actions, scope = [] }: CreateInput['body']): void {
  const rights = rightsOfMember(creator)
  const beyond = actions.findIndex((action) => !mayDelegate(rights, action))
  if (beyond >= 0) {
    const text = 'You can not give a key this action.'
    const errors = [{ path: `actions.${beyond}`, code: 'actionNotYours', text }]
    throw problems.actionNotYours({ memberId: creator.id }, { errors })
  }
  if (!reaches(rights, scope)) throw problems.stationNotYours({ memberId: creator.id })
}

function inDays(now: Date, days: number | undefined): Date | undefined {
  return days === undefined ? undefined : new Date(now.getTime() + days * dayMs)
}
