import { withAdvisoryLock } from '@holdfast/kernel/postgres'
import type { Kysely } from 'kysely'
import type { Quota } from '../contract.ts'
import type { StoresTransaction } from '../parts.ts'
import { problems } from '../problems.ts'
import type { StoresTables } from '../tables.ts'

/** How many stores the organisation has, and may have. Deleted ones do not count. */
export async function quotaOf(
  db: Kysely<StoresTables>,
  organisationId: string,
  usualQuota: number,
): Promise<Quota> {
  const { used } = await db
    .selectFrom('stores.store')
    .where('organisation_id', '=', organisationId)
    .where('phase', '!=', 'deleted')
    .select((select) => select.fn.countAll<number>().as('used'))
    .executeTakeFirstOrThrow()
  const own = await db
    .selectFrom('stores.quota')
    .where('organisation_id', '=', organisationId)
    .select('stores')
    .executeTakeFirst()
  return { limit: own?.stores ?? usualQuota, used }
}

/**
 * Returns when there is room for one more; nobody else of the organisation makes one before this
 * transaction ends. Throws `stores.quotaExceeded`.
 */
export async function takeRoomForOneMore(
  tx: StoresTransaction,
  organisationId: string,
  usualQuota: number,
): Promise<void> {
  await withAdvisoryLock(tx, `stores.quota:${organisationId}`)
  const { limit, used } = await quotaOf(tx.kysely, organisationId, usualQuota)
  if (used >= limit) throw problems.quotaExceeded({ limit, used })
}
