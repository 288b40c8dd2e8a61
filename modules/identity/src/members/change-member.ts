import type { RouteInput } from '@holdfast/kernel/contract'
import type { organisationRoutes } from '../contract/organisation-routes.ts'
import type { Member as MemberOnWire } from '../contract/organisation.ts'
import { withdrawBeyond } from '../invitations/withdraw-beyond.ts'
import type { IdentityContext, IdentityParts, IdentityTransaction } from '../parts.ts'
import { assertMayGive, assertOwnerRemains, assertScopeFits } from '../roles/give-roles.ts'
import { assertStationsKnown } from '../roles/known-stations.ts'
import { roleDescriptions } from '../roles/role-table.ts'
import { memberOnWire } from './member-on-wire.ts'
import { countOwners, findMember, saveMember, type Member } from './member-store.ts'
import { personsById } from './persons.ts'
import { lockedActor } from './staff.ts'

type ChangeInput = RouteInput<(typeof organisationRoutes)['changeMember']>

/**
 * Changes somebody's role or stations, from their next request on. Throws
 * `identity.roleAboveYours` when the role before or after is above the caller's own,
 * `identity.lastOwner` when nobody would be owner, and `identity.unknownStation`. Safe to call twice.
 */
export async function changeMember(
  ctx: IdentityContext,
  { params, body }: ChangeInput,
  { stations }: Pick<IdentityParts, 'stations'>,
): Promise<MemberOnWire> {
  ctx.permit('staff.manage')
  return ctx.transaction(async (tx) => {
    const actor = await lockedActor(ctx, tx, 'staff.manage')
    const before = await findMember(tx.kysely, ctx.organisationId, params.id)
    const after = changed(before, body)
    assertMayGive(actor.role, before.role, after.role)
    assertScopeFits(after.role, after.scope)
    await assertStationsKnown(ctx, tx, { stations, scope: body.scope })
    const owners = await countOwners(tx.kysely, ctx.organisationId)
    assertOwnerRemains({ before: before.role, after: after.role, owners })
    if (isChange(before, after)) {
      await keep(tx, before, after)
      await withdrawBeyond(tx, after, ctx.now())
    }
    const persons = await personsById(tx.kysely, [after.personId])
    return memberOnWire(ctx, after, persons.get(after.personId))
  })
}

/** Stations that a new role does not know fall away, unless they were just asked for. */
function changed(before: Member, { role = before.role, scope }: ChangeInput['body']): Member {
  const kept = roleDescriptions[role].canBeScoped ? before.scope : undefined
  return { ...before, role, scope: scope === undefined ? kept : (scope ?? undefined) }
}

function isChange(before: Member, after: Member): boolean {
  const scopes = [before.scope, after.scope].map((scope) => scope?.toSorted().join())
  return before.role !== after.role || scopes[0] !== scopes[1]
}

async function keep(tx: IdentityTransaction, before: Member, after: Member): Promise<void> {
  const { id: memberId, personId, scope } = after
  await saveMember(tx.kysely, after)
  const data = { memberId, personId, from: before.role, to: after.role, scope: scope ?? null }
  await tx.emit('member.roleChanged', data, memberId)
}
