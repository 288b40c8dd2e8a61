import { requirePerson } from '@holdfast/kernel/module'
import type { RoleTable } from '../contract/roles.ts'
import type { IdentityContext } from '../parts.ts'
import { describeRoles } from './rights.ts'

/** Who may do what, for whoever is signed in. */
export async function listRoles(ctx: IdentityContext): Promise<RoleTable> {
  requirePerson(ctx.actor)
  return describeRoles()
}
