import type { RouteOutput } from '@holdfast/kernel/contract'
import type { organisationRoutes } from '../contract/organisation-routes.ts'
import type { IdentityContext } from '../parts.ts'
import { memberOnWire } from './member-on-wire.ts'
import { listMembersOf } from './member-store.ts'
import { personsById } from './persons.ts'

/** Everybody who belongs to the organisation, by name. */
export async function listMembers(
  ctx: IdentityContext,
): Promise<RouteOutput<(typeof organisationRoutes)['listMembers']>> {
  ctx.permit('staff.read')
  const members = await listMembersOf(ctx.kysely, ctx.organisationId)
  const persons = await personsById(
    ctx.kysely,
    members.map(({ personId }) => personId),
  )
  const items = members.map((member) => memberOnWire(ctx, member, persons.get(member.personId)))
  return { items: items.toSorted((one, other) => one.name.localeCompare(other.name, 'en')) }
}
