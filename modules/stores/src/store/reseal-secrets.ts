import type { Vault } from '@holdfast/kernel/crypto'
import { sql, type Kysely } from 'kysely'
import { openSecrets, sealSecrets } from './shop-secrets.ts'

/** Brings the secrets of shops under the current master key, and says of how many. */
export async function resealSecrets(db: Kysely<unknown>, vault: Vault): Promise<number> {
  const { rows } = await sql<{ id: string; secrets: Buffer }>`
    select id, secrets from stores.store where secrets is not null order by id`.execute(db)
  const behind = rows.filter(({ secrets }) => vault.needsRewrap(secrets))
  for (const { id, secrets } of behind) {
    const resealed = sealSecrets(vault, id, openSecrets(vault, id, secrets))
    await sql`update stores.store set secrets = ${resealed}
      where id = ${id} and secrets = ${secrets}`.execute(db)
  }
  return behind.length
}
