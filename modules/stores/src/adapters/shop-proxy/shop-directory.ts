import type { Clock } from '@holdfast/kernel/clock'
import type { Database } from '@holdfast/kernel/postgres'
import type { Phase } from '../../contract/states.ts'
import type { StoresTables } from '../../tables.ts'

/** What becomes of a visit. */
export type ShopDoor =
  | { readonly kind: 'open'; readonly storeId: string; readonly port: number }
  | { readonly kind: 'closed' | 'opening'; readonly storeId: string }
  | { readonly kind: 'unknown' }

/** Where the shops of this machine answer. */
export interface ShopDirectory {
  find(slug: string): Promise<ShopDoor>
  /** Something has happened to a store: what is known of it counts no more. */
  forget(storeId: string): void
  /** Something may have happened to any of them. */
  forgetAll(): void
}

const keptMs = 1_000
const mostKept = 5_000

const doorsByPhase: Readonly<Record<Phase, ShopDoor['kind']>> = {
  requested: 'opening',
  queued: 'opening',
  provisioning: 'opening',
  verifying: 'opening',
  ready: 'open',
  updating: 'open',
  degraded: 'open',
  failed: 'open',
  suspending: 'closed',
  suspended: 'closed',
  resuming: 'opening',
  deleting: 'unknown',
  delete_blocked: 'unknown',
  deleted: 'unknown',
}

/**
 * Asks the tables, once a second for a shop at most, and sooner when it is told that something has
 * happened. Only ports that stand in the table are ever answered.
 */
export function createShopDirectory(database: Database<unknown>, clock: Clock): ShopDirectory {
  const kept = new Map<string, { readonly untilMs: number; readonly door: Promise<ShopDoor> }>()
  const slugs = new Map<string, string>()

  async function ask(slug: string): Promise<ShopDoor> {
    const door = await askTables(database, slug)
    if (door.kind !== 'unknown') slugs.set(door.storeId, slug)
    return door
  }

  return {
    find(slug) {
      const nowMs = clock.monotonicMs()
      const known = kept.get(slug)
      if (known && known.untilMs > nowMs) return known.door
      if (kept.size >= mostKept) {
        kept.clear()
        slugs.clear()
      }
      const door = ask(slug)
      kept.set(slug, { untilMs: nowMs + keptMs, door })
      // A failed question is asked again by the next visit.
      door.catch(() => kept.delete(slug))
      return door
    },
    forget(storeId) {
      const slug = slugs.get(storeId)
      if (slug !== undefined) kept.delete(slug)
    },
    forgetAll: () => kept.clear(),
  }
}

async function askTables(database: Database<unknown>, slug: string): Promise<ShopDoor> {
  const found = await database
    .withTypes<StoresTables>()
    .kysely.selectFrom('stores.store as store')
    .leftJoin('stores.port as taken', 'taken.store_id', 'store.id')
    .where('store.slug', '=', slug)
    .select(['store.id', 'store.phase', 'taken.port'])
    .executeTakeFirst()
  if (!found) return { kind: 'unknown' }
  const { id: storeId, phase, port } = found
  const kind = doorsByPhase[phase]
  if (kind === 'unknown') return { kind }
  if (kind !== 'open') return { kind, storeId }
  // A shop of another machine or cluster is not behind this proxy.
  return port === null ? { kind: 'unknown' } : { kind, storeId, port }
}
