import type { RouteOutput } from '@holdfast/kernel/contract'
import type { organisationRoutes } from '../contract/organisation-routes.ts'
import type { IdentityContext, IdentityParts } from '../parts.ts'
import { invitationOnWire } from './invitation-on-wire.ts'
import { listOpenInvitations } from './invitation-store.ts'

/** Who was invited and has not joined yet, newest first. */
export async function listInvitations(
  ctx: IdentityContext,
  { vault }: Pick<IdentityParts, 'vault'>,
): Promise<RouteOutput<(typeof organisationRoutes)['listInvitations']>> {
  ctx.permit('staff.read')
  const open = await listOpenInvitations(ctx.kysely, ctx.organisationId)
  return { items: open.map((one) => invitationOnWire(vault, one, ctx.now())) }
}
