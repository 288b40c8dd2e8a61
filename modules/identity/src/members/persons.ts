import type { Kysely } from 'kysely'
import { normalEmail } from '../account/person-store.ts'
import type { IdentityTables } from '../tables.ts'

type Db = Kysely<IdentityTables>

/** What colleagues see of each other. */
export interface PersonSeen {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly secondFactor: boolean
}

/** These persons, by id. One who is gone is missing. */
export async function personsById(
  db: Db,
  ids: readonly string[],
): Promise<ReadonlyMap<string, PersonSeen>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('auth.person')
    .select(['id', 'name', 'email', 'second_factor'])
    .where('id', 'in', ids)
    .execute()
  return new Map(
    rows.map(({ second_factor: secondFactor, ...row }) => [row.id, { ...row, secondFactor }]),
  )
}

/** The id of whoever has this address. */
export async function personByEmail(db: Db, email: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('auth.person')
    .select('id')
    .where('email', '=', normalEmail(email))
    .executeTakeFirst()
  return row?.id
}

/** Whoever opened a mailed link has shown that the address is theirs. */
export async function markEmailVerified(db: Db, id: string): Promise<void> {
  await db
    .updateTable('auth.person')
    .set({ email_verified: true })
    .where('id', '=', id)
    .where('email_verified', '=', false)
    .execute()
}
