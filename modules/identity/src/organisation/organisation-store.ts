import type { Kysely } from 'kysely'
import type { Organisation } from '../contract/organisation.ts'
import { organisationProblems as problems } from '../organisation-problems.ts'
import type { IdentityTables } from '../tables.ts'

type Db = Kysely<IdentityTables>

export interface NewOrganisation {
  readonly id: string
  readonly name: string
  readonly createdAt: Date
}

/** Adds an organisation. False when there is one with this id already: it stays as it is. */
export async function insertOrganisation(db: Db, added: NewOrganisation): Promise<boolean> {
  const row = await db
    .insertInto('identity.organisation')
    .values({ id: added.id, name: added.name, created_at: added.createdAt })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Throws `identity.unknownOrganisation` when there is none. */
export async function findOrganisation(db: Db, id: string): Promise<Organisation> {
  const row = await db
    .selectFrom('identity.organisation')
    .select(['id', 'name', 'created_at'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw problems.unknownOrganisation({ organisationId: id })
  return { id: row.id, name: row.name, createdAt: row.created_at.toISOString() }
}

/**
 * Lets nobody else change the staff of an organisation until the transaction ends: who may give
 * which role, and who is the last owner, is decided one after the other.
 */
export async function lockStaff(db: Db, organisationId: string): Promise<void> {
  const row = await db
    .selectFrom('identity.organisation')
    .select('id')
    .where('id', '=', organisationId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!row) throw problems.unknownOrganisation({ organisationId })
}

/** The organisation under its new name and version. */
export async function saveName(
  db: Db,
  { id, name }: Pick<NewOrganisation, 'id' | 'name'>,
): Promise<number> {
  const { version } = await db
    .updateTable('identity.organisation')
    .set((set) => ({ name, version: set('version', '+', 1) }))
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  return version
}
