import type { RouteOutput } from '@holdfast/kernel/contract'
import type { organisationRoutes } from '../contract/organisation-routes.ts'
import { personsById } from '../members/persons.ts'
import type { IdentityContext } from '../parts.ts'
import { apiKeyOnWire } from './api-key-on-wire.ts'
import { listApiKeysOf } from './api-key-store.ts'

/** Keys that were not revoked, newest first. */
export async function listApiKeys(
  ctx: IdentityContext,
): Promise<RouteOutput<(typeof organisationRoutes)['listApiKeys']>> {
  ctx.permit('apiKeys.manage')
  const found = await listApiKeysOf(ctx.kysely, ctx.organisationId)
  const makers = found.map(({ key }) => key.createdBy)
  const persons = await personsById(ctx.kysely, [...new Set(makers)])
  const now = ctx.now()
  return {
    items: found.map(({ key, creator }) =>
      apiKeyOnWire(key, {
        now,
        hasCreator: creator !== undefined,
        creatorName: persons.get(key.createdBy)?.name,
      }),
    ),
  }
}
