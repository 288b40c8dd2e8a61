import type { Kysely } from 'kysely'
import type { IdentityTables } from '../../tables.ts'

type Db = Kysely<IdentityTables>

/** How far a person's second factor has come. */
export async function secondFactorState(
  db: Db,
  personId: string,
): Promise<'none' | 'begun' | 'on'> {
  const row = await db
    .selectFrom('auth.second_factor')
    .select('verified')
    .where('person_id', '=', personId)
    .executeTakeFirst()
  if (!row) return 'none'
  return row.verified ? 'on' : 'begun'
}

/** Takes a person's second factor away, one that was only begun too. False when none was on. */
export async function removeSecondFactor(db: Db, personId: string): Promise<boolean> {
  await db.deleteFrom('auth.second_factor').where('person_id', '=', personId).execute()
  const row = await db
    .updateTable('auth.person')
    .set({ second_factor: false })
    .where('id', '=', personId)
    .where('second_factor', '=', true)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
