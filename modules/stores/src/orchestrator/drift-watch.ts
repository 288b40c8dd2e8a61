import type { Driver } from '../driver/driver.ts'
import type { ReconcileParts } from '../reconcile/parts.ts'
import { openSecrets } from '../store/shop-secrets.ts'
import { noSecrets, outputsOf, shopOf } from '../store/shop.ts'
import { notice, readyStores } from './sweep-queries.ts'

/** As many ids as a driver is asked about at once. */
const batch = 2_500
/** A store is asked how it is about once in this time, unless there are very many. */
const observeEveryMs = 60_000
const mostObservations = 3

/**
 * Notices shops that should run and do not. All of them are asked about cheaply each time; a few are
 * looked at closely, in turn: the more there are, the longer it takes until all were.
 */
export function createDriftWatch(
  parts: ReconcileParts,
  everyMs: number,
): (signal: AbortSignal) => Promise<void> {
  const turns = new Map<string, number>()
  return async (signal) => {
    const ready = await readyStores(parts.database.kysely)
    for (const [engine, ids] of ready) {
      const driver = parts.engines.get(engine)?.driver
      if (!driver || signal.aborted) continue
      await noticeGone(parts, { engine, driver, ids, signal })
      const count = Math.min(mostObservations, Math.ceil((ids.length * everyMs) / observeEveryMs))
      const from = turns.get(engine) ?? 0
      turns.set(engine, (from + count) % Math.max(1, ids.length))
      for (let next = 0; next < Math.min(count, ids.length); next += 1) {
        const id = ids[(from + next) % ids.length]
        if (id) await observeOne(parts, { driver, id, signal })
      }
    }
  }
}

interface Asked {
  readonly engine: string
  readonly driver: Driver
  readonly ids: readonly string[]
  readonly signal: AbortSignal
}

async function noticeGone(
  { database, log, times }: ReconcileParts,
  { engine, driver, ids, signal }: Asked,
): Promise<void> {
  for (let from = 0; from < ids.length && !signal.aborted; from += batch) {
    try {
      const within = AbortSignal.any([signal, AbortSignal.timeout(times.observeMs)])
      await notice(database.kysely, await driver.gone(ids.slice(from, from + batch), within))
    } catch (error) {
      if (!signal.aborted) log.warn({ err: error, engine }, 'Nobody could say which shops are gone')
    }
  }
}

/** Who does not answer is looked at again by whoever claims it then: once may be chance. */
async function observeOne(
  { database, vault, log, times }: ReconcileParts,
  { driver, id, signal }: { driver: Driver; id: string; signal: AbortSignal },
): Promise<void> {
  const { kysely } = database
  const store = await kysely
    .selectFrom('stores.store')
    .selectAll()
    .where('id', '=', id)
    .where('phase', '=', 'ready')
    .executeTakeFirst()
  if (!store) return
  try {
    const secrets = store.secrets ? openSecrets(vault, id, store.secrets) : noSecrets
    const shop = shopOf(store, { secrets, outputs: await outputsOf(kysely, id) })
    const within = AbortSignal.any([signal, AbortSignal.timeout(times.observeMs)])
    const call = { signal: within, guard: async () => undefined, report: () => undefined }
    const { state } = await driver.observe(shop, call)
    if (state !== 'running') await notice(kysely, [id])
  } catch (error) {
    // One whose secrets can not be opened, say, must not keep the others from being looked at.
    if (!signal.aborted) log.warn({ err: error, storeId: id }, 'A shop could not be observed')
  }
}
