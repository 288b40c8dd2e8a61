import type { RouteInput } from '@holdfast/kernel/contract'
import type { NewApiKey } from '../contract/api-key.ts'
import type { organisationRoutes } from '../contract/organisation-routes.ts'
import type { Member } from '../members/member-store.ts'
import { lockedActor } from '../members/staff.ts'
import { organisationProblems as problems } from '../organisation-problems.ts'
import type { IdentityContext, IdentityParts } from '../parts.ts'
import { assertStationsKnown } from '../roles/known-stations.ts'
import {
  isKnownAction,
  mayDelegate,
  reaches,
  rightsOfMember,
  type Rights,
} from '../roles/rights.ts'
import { apiKeyOnWire } from './api-key-on-wire.ts'
import { insertApiKey, type ApiKey } from './api-key-store.ts'
import { newKeyToken } from './api-key-token.ts'

type CreateInput = RouteInput<(typeof organisationRoutes)['createApiKey']>

const dayMs = 24 * 3_600_000

/**
 * Makes a key, shown in this answer alone. Throws `identity.actionNotYours` for an action that
 * its creator does not have or that people alone have, `identity.stationNotYours` for a station
 * that its creator does not reach, and `identity.unknownStation`.
 */
export async function createApiKey(
  ctx: IdentityContext,
  { body }: CreateInput,
  { stations }: Pick<IdentityParts, 'stations'>,
): Promise<NewApiKey> {
  ctx.permit('apiKeys.manage')
  const { token, ...kept } = newKeyToken()
  return ctx.transaction(async (tx) => {
    const creator = await lockedActor(ctx, tx, 'apiKeys.manage')
    assertDelegable(creator, body)
    await assertStationsKnown(ctx, tx, { stations, scope: body.scope })
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
    const text = whyNot(rights, actions[beyond] ?? '')
    const errors = [{ path: `actions.${beyond}`, code: 'actionNotYours', text }]
    throw problems.actionNotYours({ memberId: creator.id }, { errors, say: text })
  }
  if (!reaches(rights, scope)) throw problems.stationNotYours({ memberId: creator.id })
}

function whyNot(rights: Rights, action: string): string {
  if (!isKnownAction(action)) return 'There is no such action: GET /roles names all of them.'
  if (rights.actions.has(action)) return `${action} is for people alone: no API key can have it.`
  return `Your own role does not have ${action}, so no key of yours can.`
}

function inDays(now: Date, days: number | undefined): Date | undefined {
  return days === undefined ? undefined : new Date(now.getTime() + days * dayMs)
}
