import type { Kysely } from 'kysely'
import { personsById } from '../members/persons.ts'
import { roles } from '../contract/roles.ts'
import { actionsOf } from '../roles/rights.ts'
import { roleDescriptions } from '../roles/role-table.ts'
import type { IdentityTables } from '../tables.ts'
import { keyActorId, keyIdOf } from './key-actor.ts'

const idPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * The names of persons and API keys of an organisation, by their ids as actors. For other
 * modules, whose connections know nothing of these tables.
 */
export async function namesOfActors(
  connection: Kysely<unknown>,
  organisationId: string,
  actorIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const db = connection as Kysely<IdentityTables> // one database holds every module's schema
  const keyIds = actorIds.flatMap((id) => keyIdOf(id) ?? [])
  const persons = await personsById(
    db,
    actorIds.filter((id) => idPattern.test(id)),
  )
  return new Map([
    ...[...persons].map(([id, { name }]) => [id, name] as const),
    ...(await namesOfKeys(db, organisationId, keyIds)),
  ])
}

async function namesOfKeys(
  db: Kysely<IdentityTables>,
  organisationId: string,
  ids: readonly string[],
): Promise<readonly (readonly [string, string])[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('identity.api_key')
    .select(['id', 'name'])
    .where('organisation_id', '=', organisationId)
    .where('id', 'in', ids)
    .execute()
  return rows.map(({ id, name }) => [keyActorId(id), name])
}

/** The titles of the roles that may do `action`, the highest first. */
export function rolesThatMay(action: string): readonly string[] {
  return roles
    .filter((role) => (actionsOf(role) as ReadonlySet<string>).has(action))
    .map((role) => roleDescriptions[role].title)
}
