import { sql } from 'kysely'
import type { Database } from '../../postgres/postgres.ts'

const batch = 1_000

/**
 * Seals every event that can be sealed now, in batches of its own transactions, and says how
 * many. Safe to run anywhere at any time: who finds another one sealing does nothing.
 */
export async function sealAuditTrail(database: Pick<Database<unknown>, 'kysely'>): Promise<number> {
  let total = 0
  for (;;) {
    const { rows } = await sql<{ readonly sealed: number }>`
      select kernel.seal_events(${batch}::int) as sealed`.execute(database.kysely)
    const sealed = rows[0]?.sealed ?? 0
    total += sealed
    if (sealed < batch) return total
  }
}
