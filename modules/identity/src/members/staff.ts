import { requestProblems } from '@holdfast/kernel/problems'
import { missingAction, requirePerson } from '@holdfast/kernel/module'
import { lockStaff } from '../organisation/organisation-store.ts'
import type { IdentityContext, IdentityTransaction } from '../parts.ts'
import { actionsOf } from '../roles/rights.ts'
import type { Action } from '../roles/role-table.ts'
import { findMembership, type Member } from './member-store.ts'

/**
 * Who is asking, as the database knows them now and until the transaction ends: a role that was
 * lost since the request came in does not count. Throws `request.forbidden`.
 */
export async function lockedActor(
  ctx: IdentityContext,
  tx: IdentityTransaction,
  action?: Action,
): Promise<Member> {
  requirePerson(ctx.actor)
  await lockStaff(tx.kysely, ctx.organisationId)
  const { organisationId } = ctx
  const member = await findMembership(tx.kysely, { organisationId, personId: ctx.actor.id })
  if (!member) throw requestProblems.forbidden({ action })
  if (action !== undefined && !actionsOf(member.role).has(action)) {
    throw missingAction(ctx.actor, action)
  }
  return member
}
