import { sql, type Kysely } from 'kysely'
import type { Vault } from '../crypto/crypto.ts'
import { openBody, sealBody } from './sealed-body.ts'

const batch = 200

/** Brings the stored webhooks under the current master key, and says how many. May run again. */
export async function resealWebhooks(db: Kysely<unknown>, vault: Vault): Promise<number> {
  let resealed = 0
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const { rows } = await sql<{ id: string; body: Buffer }>`
      select id, body from kernel.webhook
       where id > ${after} and body <> '' order by id limit ${batch}`.execute(db)
    for (const { id, body } of rows.filter((row) => vault.needsRewrap(row.body))) {
      const anew = sealBody(vault, id, openBody(vault, id, body))
      await sql`update kernel.webhook set body = ${anew} where id = ${id}`.execute(db)
      resealed += 1
    }
    after = rows.at(-1)?.id ?? after
    if (rows.length < batch) return resealed
  }
}
