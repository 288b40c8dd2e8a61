import { finalizerNames } from '../contract/states.ts'
import type { Driver, Shop } from '../driver/driver.ts'
import type { ReconcileParts } from '../reconcile/parts.ts'
import { noSecrets, shopOf } from '../store/shop.ts'
import { withoutRightToBe } from './sweep-queries.ts'

/** What was there the last time and should not have been. */
export type Suspects = ReadonlySet<string>

/**
 * Takes away what drivers still have of stores that are deleted, once it was found so twice. What
 * nobody here knows is told and left alone: it may be another platform's, or newer than the backup
 * that this database was restored from. Returns what was found this time.
 */
export async function reapOrphans(
  parts: ReconcileParts,
  before: Suspects,
  signal: AbortSignal,
): Promise<Suspects> {
  const found: string[] = []
  for (const { name, driver } of parts.engines.values()) {
    try {
      found.push(...(await reapOf(parts, { driver, before, signal })))
    } catch (error) {
      if (signal.aborted) continue
      parts.log.warn({ err: error, engine: name }, 'What is left of stores was not taken away')
    }
  }
  return new Set(found)
}

async function reapOf(
  parts: ReconcileParts,
  { driver, before, signal }: { driver: Driver; before: Suspects; signal: AbortSignal },
): Promise<readonly string[]> {
  const within = AbortSignal.any([signal, AbortSignal.timeout(parts.times.observeMs)])
  const listed = await driver.list(within)
  const { deleted, unknown } = await withoutRightToBe(parts.database.kysely, listed)
  for (const store of deleted) {
    const shop = shopOf(store, { secrets: noSecrets, outputs: {} })
    if (before.has(store.id)) await takeAwayAll(parts, { driver, shop, signal })
  }
  const news = unknown.filter((id) => !before.has(id))
  if (news.length > 0) parts.log.warn({ stores: news }, 'Nobody here knows these shops: left alone')
  return [...deleted.map(({ id }) => id), ...unknown]
}

async function takeAwayAll(
  { database, log, times }: ReconcileParts,
  { driver, shop, signal }: { driver: Driver; shop: Shop; signal: AbortSignal },
): Promise<void> {
  const { id } = shop
  log.warn({ storeId: id }, 'Something is left of a store that is gone; it is taken away')
  async function guard(): Promise<void> {
    const { deleted } = await withoutRightToBe(database.kysely, [id])
    if (deleted.length === 0) throw new Error(`the store ${id} has a right to be`)
  }
  for (const finalizer of finalizerNames) {
    if (!driver.finalizers.has(finalizer) || signal.aborted) continue
    const within = AbortSignal.any([signal, AbortSignal.timeout(times.destroyMs)])
    await driver.destroy(finalizer, shop, { signal: within, guard, report: () => undefined })
  }
}
