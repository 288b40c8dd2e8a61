import type { RouteInput } from '@holdfast/kernel/contract'
import type { organisationRoutes } from '../contract/organisation-routes.ts'
import type { Organisation } from '../contract/organisation.ts'
import type { IdentityContext } from '../parts.ts'
import { findOrganisation, saveName } from './organisation-store.ts'

/** The business that the caller acts for. */
export async function showOrganisation(ctx: IdentityContext): Promise<Organisation> {
  ctx.permit('organisation.read')
  return findOrganisation(ctx.kysely, ctx.organisationId)
}

/** Gives the business another name. Safe to call twice. */
export async function renameOrganisation(
  ctx: IdentityContext,
  { body }: RouteInput<(typeof organisationRoutes)['renameOrganisation']>,
): Promise<Organisation> {
  ctx.permit('organisation.manage')
  const { organisationId } = ctx
  return ctx.transaction(async (tx) => {
    const before = await findOrganisation(tx.kysely, organisationId)
    if (before.name === body.name) return before
    const version = await saveName(tx.kysely, { id: organisationId, name: body.name })
    await tx.emit('organisation.renamed', { organisationId, version }, organisationId)
    return { ...before, name: body.name }
  })
}
