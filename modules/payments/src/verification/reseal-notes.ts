import type { Vault } from '@holdfast/kernel/crypto'
import { sql, type Kysely } from 'kysely'

/** Brings what was noted about payments under the current master key, and says how many. */
export async function resealNotes(db: Kysely<unknown>, vault: Vault): Promise<number> {
  const { rows } = await sql<{ id: string; note: Buffer }>`
    select id, note from payments.verification where note <> '' order by id`.execute(db)
  const behind = rows.filter(({ note }) => vault.needsRewrap(note))
  for (const { id, note } of behind) {
    const place = { table: 'payments.verification', column: 'note', row: id }
    const resealed = vault.seal(place, vault.open(place, note))
    await sql`update payments.verification set note = ${resealed}
      where id = ${id} and note = ${note}`.execute(db)
  }
  return behind.length
}
