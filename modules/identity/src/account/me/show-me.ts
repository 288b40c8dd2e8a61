import { requirePerson } from '@holdfast/kernel/module'
import type { Me } from '../../contract/account.ts'
import { listMemberships } from '../../members/memberships.ts'
import type { IdentityContext } from '../../parts.ts'
import { findPerson } from '../person-store.ts'
import { personOnWire } from './person-on-wire.ts'

/** The caller, the organisation that this session acts for, and the rights that it has there. */
export async function showMe(ctx: IdentityContext): Promise<Me> {
  const { actor, organisationId } = ctx
  requirePerson(actor)
  const person = await findPerson(ctx.kysely, actor.id)
  const memberships = await listMemberships(ctx.kysely, actor.id)
  const active = memberships.find((one) => one.organisationId === organisationId)
  return {
    person: personOnWire(person),
    ...(active
      ? { organisation: { id: organisationId, name: active.name, role: active.role } }
      : {}),
    actions: [...actor.actions].sort(),
    ...(actor.scope ? { scope: [...actor.scope].sort() } : {}),
    memberships: memberships.map(({ organisationId, name, role }) => ({
      organisationId,
      name,
      role,
    })),
  }
}
