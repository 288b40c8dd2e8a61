import { finalizerNames } from '../contract/states.ts'
import type { Driver, Shop } from '../driver/driver.ts'
import type { ReconcileParts } from '../reconcile/parts.ts'
import { noSecrets, shopOf } from '../store/shop.ts'
import type { StoreRecord } from '../store/store-queries.ts'
import { withoutRightToBe } from './sweep-queries.ts'

/** What was there the last time and should not have been. */
export type Suspects = ReadonlySet<string>

/**
 * Takes away what drivers still have of stores that are deleted or that nobody knows, once it was
 * found so twice: what a driver lists is its own. Returns what was found this time.
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
  const orphans = await withoutRightToBe(parts.database.kysely, listed)
  for (const [id, store] of orphans) {
    const shop = shopOfOrphan(id, store)
    if (before.has(id)) await takeAwayAll(parts, { driver, shop, signal })
  }
  return [...orphans.keys()]
}

async function takeAwayAll(
  { database, log, times }: ReconcileParts,
  { driver, shop, signal }: { driver: Driver; shop: Shop; signal: AbortSignal },
): Promise<void> {
  const { id } = shop
  log.warn({ storeId: id }, 'Something is left of a store that is gone; it is taken away')
  async function guard(): Promise<void> {
    const wrong = await withoutRightToBe(database.kysely, [id])
    if (!wrong.has(id)) throw new Error(`the store ${id} has a right to be`)
  }
  for (const finalizer of finalizerNames) {
    if (!driver.finalizers.has(finalizer) || signal.aborted) continue
    const within = AbortSignal.any([signal, AbortSignal.timeout(times.destroyMs)])
    await driver.destroy(finalizer, shop, { signal: within, guard, report: () => undefined })
  }
}

/** Whatever it was called: what it is called outside comes of its id. */
function shopOfOrphan(id: string, store: StoreRecord | undefined): Shop {
  const nothing = { secrets: noSecrets, outputs: {} }
  if (store) return shopOf(store, nothing)
  return { id, slug: 'gone', name: 'gone', plan: 'small', version: '0', generation: 0, ...nothing }
}
