import { hashToken } from '@holdfast/kernel/crypto'
import type { Kysely } from 'kysely'
import type { AssetRecord } from '../asset/asset-rows.ts'
import type { StudioTables } from '../tables.ts'

export interface Shared {
  readonly asset: AssetRecord
  readonly expiresAt: Date
}

/** What a link's token leads to; undefined when it does not, or not any more, work. */
export async function findShared(
  db: Kysely<StudioTables>,
  token: string,
  now: Date,
): Promise<Shared | undefined> {
  const row = await db
    .selectFrom('studio.share as s')
    .innerJoin('studio.asset as a', 'a.id', 's.asset_id')
    .where('s.token_hash', '=', hashToken(token).toString('hex'))
    .where('s.ended_at', 'is', null)
    .where('s.expires_at', '>', now)
    .where('a.deleted_at', 'is', null)
    .selectAll('a')
    .select('s.expires_at')
    .executeTakeFirst()
  if (!row) return undefined
  const { expires_at: expiresAt, ...asset } = row
  return { asset, expiresAt }
}
