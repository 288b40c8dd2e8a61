import { sql, type Kysely } from 'kysely'
import type { Vault } from '../crypto/crypto.ts'

/**
 * Until when answers are remembered that only an older master key opens; undefined when there are
 * none. They can not be sealed anew, since the caller's key is part of their seal.
 */
export async function answersUnderOldKeys(
  db: Kysely<unknown>,
  vault: Pick<Vault, 'seal'>,
): Promise<Date | undefined> {
  const sample = vault.seal({ table: 'kernel.idempotency_key', column: 'response', row: '' }, '')
  const header = sample.subarray(0, 2 + (sample[1] ?? 0))
  const { rows } = await sql<{ until: Date | null }>`
    select max(expires_at) as until from kernel.idempotency_key
    where response <> '' and substring(response from 1 for ${header.length}::int) <> ${header}
  `.execute(db)
  return rows[0]?.until ?? undefined
}
