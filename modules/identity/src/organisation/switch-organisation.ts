import type { RouteInput } from '@holdfast/kernel/contract'
import { requirePerson } from '@holdfast/kernel/module'
import type { organisationRoutes } from '../contract/organisation-routes.ts'
import type { Organisation } from '../contract/organisation.ts'
import { findMembership } from '../members/member-store.ts'
import { organisationProblems as problems } from '../organisation-problems.ts'
import type { IdentityContext, IdentityParts } from '../parts.ts'
import { findOrganisation } from './organisation-store.ts'

/**
 * Lets this session act for another organisation of the caller, from the next request on.
 * Throws `identity.unknownOrganisation` for one that they do not belong to, there or not.
 */
export async function switchOrganisation(
  ctx: IdentityContext,
  { body, headers }: RouteInput<(typeof organisationRoutes)['switchOrganisation']>,
  { auth }: Pick<IdentityParts, 'auth'>,
): Promise<Organisation> {
  requirePerson(ctx.actor)
  const { organisationId } = body
  const session = await auth.readSession(headers.cookie)
  return ctx.transaction(async (tx) => {
    const membership = await findMembership(tx.kysely, { organisationId, personId: ctx.actor.id })
    if (!membership || session === undefined) throw problems.unknownOrganisation({ organisationId })
    await tx.kysely
      .updateTable('auth.session')
      .set({ active_organisation_id: organisationId })
      .where('token', '=', session)
      .where('person_id', '=', ctx.actor.id)
      .execute()
    return findOrganisation(tx.kysely, organisationId)
  })
}
