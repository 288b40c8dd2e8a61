import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import { hashToken } from '@holdfast/kernel/crypto'
import type { organisationRoutes } from '../contract/organisation-routes.ts'
import { findOrganisation } from '../organisation/organisation-store.ts'
import { organisationProblems as problems } from '../organisation-problems.ts'
import type { IdentityContext } from '../parts.ts'
import { findOwnerLink } from './owner-link-store.ts'

type PreviewRoute = (typeof organisationRoutes)['previewOwnerLink']

/** Whose owner a printed link makes; uses nothing up. Throws `identity.linkUsed` for any other token. */
export async function previewOwnerLink(
  ctx: IdentityContext,
  { body }: RouteInput<PreviewRoute>,
): Promise<RouteOutput<PreviewRoute>> {
  const tokenHash = hashToken(body.token)
  const link = await findOwnerLink(ctx.kysely, { tokenHash, at: ctx.now() })
  if (!link) throw problems.linkUsed()
  const { name } = await findOrganisation(ctx.kysely, link.organisationId)
  return { organisation: { name }, expiresAt: link.expiresAt.toISOString() }
}
