import type { Me, Member, RoleTable } from '@holdfast/identity/contract'
import { permissionFor, withArticle, type Permission } from '../../data/permissions.ts'
import { roleTitle, rowOf } from './staff-words.ts'

/** Whether one may change or remove somebody with this role; the server decides by the same table. */
export function mayChange(
  { role }: Pick<Member, 'role'>,
  me: Pick<Me, 'organisation' | 'actions'>,
  table: RoleTable | undefined,
): Permission {
  const permission = permissionFor('staff.manage', me, table)
  if (!permission.allowed) return permission
  if (rolesToGive(me, table).includes(role)) return { allowed: true }
  const reason = `This role is above yours. Ask ${withArticle(roleTitle(role, table))} to change it.`
  return { allowed: false, reason }
}

/** The roles that one may give, from the one that may do most. */
export function rolesToGive(
  { organisation }: Pick<Me, 'organisation'>,
  table: RoleTable | undefined,
): readonly Member['role'][] {
  return (organisation && rowOf(organisation.role, table)?.mayGive) ?? []
}
