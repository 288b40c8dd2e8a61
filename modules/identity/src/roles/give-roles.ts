import { roles, type Role } from '../contract/roles.ts'
import { organisationProblems as problems } from '../organisation-problems.ts'
import { actionTable, roleDescriptions } from './role-table.ts'

/** Whether holders of `giver` may give and take away the role `given`. Never one above their own. */
export function mayGive(giver: Role, given: Role): boolean {
  const staffManagers: readonly Role[] = actionTable['staff.manage'].roles
  return staffManagers.includes(giver) && roles.indexOf(giver) <= roles.indexOf(given)
}

/** Throws `identity.roleAboveYours` unless `giver` may give or take away all of these. */
export function assertMayGive(giver: Role, ...given: readonly Role[]): void {
  const above = given.find((role) => !mayGive(giver, role))
  if (above !== undefined) throw problems.roleAboveYours({ giver, role: above })
}

/** Throws `identity.roleWithoutScope` when stations are named for a role that reaches all. */
export function assertScopeFits(role: Role, scope: readonly string[] | undefined): void {
  if (scope === undefined || roleDescriptions[role].canBeScoped) return
  const text = `${roleDescriptions[role].title}s always reach all stations.`
  throw problems.roleWithoutScope(
    { role },
    { errors: [{ path: 'scope', code: 'roleWithoutScope', text }] },
  )
}

/** What a change does to one of so many owners. */
export interface OwnerChange {
  readonly before: Role
  /** Absent when they are removed or leave. */
  readonly after?: Role | undefined
  readonly owners: number
}

/** Throws `identity.lastOwner` when nobody would be owner afterwards. */
export function assertOwnerRemains({ before, after, owners }: OwnerChange): void {
  if (before === 'owner' && after !== 'owner' && owners <= 1) throw problems.lastOwner()
}
