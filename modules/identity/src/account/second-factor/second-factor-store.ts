import type { Kysely } from 'kysely'
import type { IdentityTables } from '../../tables.ts'

/** How far a person's second factor has come. */
export async function secondFactorState(
  db: Kysely<IdentityTables>,
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
