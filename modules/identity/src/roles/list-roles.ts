import type { RoleTable } from '../contract/roles.ts'
import { describeRoles } from './rights.ts'

/** Who may do what, for whoever is signed in: it is no secret. */
export function listRoles(): Promise<RoleTable> {
  return Promise.resolve(describeRoles())
}
