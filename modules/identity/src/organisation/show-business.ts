import type { RouteOutput } from '@holdfast/kernel/contract'
import type { organisationRoutes } from '../contract/organisation-routes.ts'
import type { IdentityContext } from '../parts.ts'
import { findOrganisation } from './organisation-store.ts'

/** What everybody may know of the business at whose door they stand: its name. */
export async function showBusiness(
  ctx: IdentityContext,
): Promise<RouteOutput<(typeof organisationRoutes)['showBusiness']>> {
  const { name } = await findOrganisation(ctx.kysely, ctx.organisationId)
  return { name }
}
