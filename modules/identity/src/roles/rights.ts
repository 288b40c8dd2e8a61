import { roles, type Role, type RoleTable } from '../contract/roles.ts'
import { actionTable, roleDescriptions, type Action } from './role-table.ts'
import { mayGive } from './give-roles.ts'

/** What somebody may do, and where: without `scope`, at all stations. */
export interface Rights {
  readonly actions: ReadonlySet<string>
  readonly scope?: ReadonlySet<string> | undefined
}

export interface Membership {
  readonly role: Role
  readonly scope?: readonly string[] | undefined
}

const allActions = Object.keys(actionTable).filter(isAction)

const actionsByRole = new Map<Role, ReadonlySet<Action>>(
  roles.map((role) => [
    role,
    new Set(allActions.filter((action) => rolesOf(action).includes(role))),
  ]),
)

/** The actions of a role, in the order of the table. */
export function actionsOf(role: Role): ReadonlySet<Action> {
  return actionsByRole.get(role) ?? new Set()
}

/** The rights of a member. A role that can not be limited to stations reaches all of them. */
export function rightsOfMember({ role, scope }: Membership): Rights {
  const actions = actionsOf(role)
  return roleDescriptions[role].canBeScoped && scope
    ? { actions, scope: new Set(scope) }
    : { actions }
}

/**
 * The rights of an API key: what it names and its creator may do now, where both may. What only
 * people may do is never among it.
 */
export function rightsOfKey(
  key: { readonly actions: readonly string[]; readonly scope?: readonly string[] | undefined },
  creator: Membership,
): Rights {
  const creatorRights = rightsOfMember(creator)
  const actions = new Set(key.actions.filter((action) => mayDelegate(creatorRights, action)))
  const scope = intersection(key.scope && new Set(key.scope), creatorRights.scope)
  return scope ? { actions, scope } : { actions }
}

/** Whether somebody with these rights may give an API key this action. */
export function mayDelegate(rights: Rights, action: string): boolean {
  return isAction(action) && !isPeopleOnly(action) && rights.actions.has(action)
}

/** Whether the role table has such an action. */
export function isKnownAction(action: string): boolean {
  return isAction(action)
}

/** Whether all these stations are within the rights. */
export function reaches(rights: Rights, stations: readonly string[]): boolean {
  const { scope } = rights
  return scope === undefined || stations.every((station) => scope.has(station))
}

/** The whole table for people who want to know. */
export function describeRoles(): RoleTable {
  return {
    roles: roles.map((role) => ({
      role,
      ...roleDescriptions[role],
      actions: [...actionsOf(role)],
      mayGive: roles.filter((other) => mayGive(role, other)),
    })),
    actions: allActions.map((action) => {
      const { title, description } = actionTable[action]
      return { action, title, description, peopleOnly: isPeopleOnly(action) }
    }),
  }
}

function intersection(
  one: ReadonlySet<string> | undefined,
  other: ReadonlySet<string> | undefined,
): ReadonlySet<string> | undefined {
  return one && other ? one.intersection(other) : (one ?? other)
}

function rolesOf(action: Action): readonly Role[] {
  return actionTable[action].roles
}

function isPeopleOnly(action: Action): boolean {
  return 'peopleOnly' in actionTable[action]
}

function isAction(text: string): text is Action {
  return Object.hasOwn(actionTable, text)
}
