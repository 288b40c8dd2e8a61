import type { RoleTable } from '@holdfast/identity/contract'

/** One kind of caller: each role, limited or not, a key, the holder of a link, and nobody. */
export interface Caller {
  readonly name: string
  readonly kind: 'anonymous' | 'link' | 'person' | 'machine'
  /** The role of a person, or of who made the key. */
  readonly role?: RoleTable['roles'][number]['role']
  /** What they may do by the role table, or by the link. */
  readonly actions: ReadonlySet<string>
  /** Limited to one of the two stations of the business. */
  readonly isLimited: boolean
}

/** Every kind of caller there is, as the role table has them. */
export function callersOf(
  { roles, actions }: RoleTable,
  guestActions: readonly string[],
): readonly Caller[] {
  const people = roles.map((row) => ({
    name: row.role,
    kind: 'person' as const,
    role: row.role,
    actions: new Set(row.actions),
    isLimited: false,
  }))
  const limitable = new Set(roles.filter((row) => row.canBeScoped).map(({ role }) => role))
  const limited = people
    .filter(({ role }) => limitable.has(role))
    .map((person) => ({ ...person, name: `${person.name} of one station`, isLimited: true }))
  const forMachines = actions.filter((row) => !row.peopleOnly).map(({ action }) => action)
  const machine = { kind: 'machine', role: 'owner', actions: new Set(forMachines) } as const
  return [
    { name: 'anonymous', kind: 'anonymous', actions: new Set(), isLimited: false },
    { name: 'holder of a link', kind: 'link', actions: new Set(guestActions), isLimited: false },
    ...people,
    ...limited,
    { ...machine, name: 'key', isLimited: false },
    { ...machine, name: 'key of one station', isLimited: true },
    { ...machine, name: 'key to list', actions: new Set(['bookings.list']), isLimited: false },
  ]
}
