import type { Member, RoleTable } from '@holdfast/identity/contract'
import { listed } from '../../data/permissions.ts'

type Role = Member['role']
type RoleRow = RoleTable['roles'][number]

export interface StationName {
  readonly id: string
  readonly name: string
}

/** `Station manager`; the bare word while the table is on its way. */
export function roleTitle(role: Role, table: RoleTable | undefined): string {
  return rowOf(role, table)?.title ?? role.replace('_', ' ')
}

export function rowOf(role: Role, table: RoleTable | undefined): RoleRow | undefined {
  return table?.roles.find((one) => one.role === role)
}

/** Where somebody may work: `All stations`, or their names as soon as those are known. */
export function scopeWords(
  scope: readonly string[] | undefined,
  stations: readonly StationName[] | undefined,
): string {
  if (scope === undefined) return 'All stations'
  if (stations === undefined) return scope.length === 1 ? '1 station' : `${scope.length} stations`
  const names = stations.filter(({ id }) => scope.includes(id)).map(({ name }) => name)
  const unnamed = scope.length - names.length
  if (unnamed === 0) return listed(names)
  return listed([...names, unnamed === 1 ? '1 other station' : `${unnamed} other stations`])
}

/** The titles of the roles that may do exactly the same today: `Viewer`, or nothing. */
export function rolesEqualTo(role: Role, table: RoleTable): readonly string[] {
  const own = rightsText(rowOf(role, table))
  return table.roles
    .filter((one) => one.role !== role && rightsText(one) === own)
    .map(({ title }) => title)
}

/** What a change of role means for the person, in one sentence for each side of it. */
export function consequences(
  { name, role }: Pick<Member, 'name' | 'role'>,
  next: Role,
  table: RoleTable | undefined,
): readonly string[] {
  const [before, after] = [actionsOf(role, table), actionsOf(next, table)]
  const gained = titles(
    after.filter((action) => !before.includes(action)),
    table,
  )
  const lost = titles(
    before.filter((action) => !after.includes(action)),
    table,
  )
  return [
    ...(gained.length > 0 ? [`${name} will also be able to: ${listed(gained)}.`] : []),
    ...(lost.length > 0 ? [`${name} will no longer be able to: ${listed(lost)}.`] : []),
  ]
}

function actionsOf(role: Role, table: RoleTable | undefined): readonly string[] {
  return rowOf(role, table)?.actions ?? []
}

function rightsText(row: RoleRow | undefined): string {
  return JSON.stringify([row?.actions.toSorted(), row?.mayGive, row?.canBeScoped])
}

function titles(actions: readonly string[], table: RoleTable | undefined): readonly string[] {
  return actions.map((action) => {
    const title = table?.actions.find((one) => one.action === action)?.title ?? action
    return title.replace(/^\p{Lu}(?=\p{Ll})/u, (first) => first.toLowerCase())
  })
}
