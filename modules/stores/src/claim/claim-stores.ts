import type { Database } from '@holdfast/kernel/postgres'
import type { StoreRecord } from '../store/store-queries.ts'
import type { StoresTables } from '../tables.ts'
import { beginProvisioning, putInQueue } from './begin-provisioning.ts'
import { chooseStores, type Caps } from './choose-stores.ts'
import { runningStores, takeStores, takeTurn, waitingStores } from './claim-queries.ts'
import type { HeldStore } from './held-store.ts'

export interface ClaimOptions {
  readonly database: Database<StoresTables>
  readonly now: () => Date
  /** Who claims: a process, for as long as it runs. */
  readonly owner: string
  readonly engines: readonly string[]
  readonly caps: Caps
  readonly leaseMs: number
  /** What the operation of a creation may take in all, from its claim. */
  readonly operationMs: number
}

/**
 * Claims up to `free` stores that have something to do. Those that are made the first time are
 * claimed within the caps, and are `provisioning` then, in the same transaction.
 */
export async function claimStores(
  options: ClaimOptions,
  { free, except }: { readonly free: number; readonly except: readonly string[] },
): Promise<readonly HeldStore[]> {
  const { database, owner, engines, caps } = options
  return database.transaction(async (tx) => {
    const { kysely } = tx
    await takeTurn(kysely)
    const waiting = await waitingStores(kysely, { engines, free, except })
    if (waiting.length === 0) return []
    const running = await runningStores(kysely)
    const chosen = chooseStores(waiting, { running, caps, free })
    const ids = new Set(chosen.map(({ id }) => id))
    const unseen = waiting.filter(({ id, phase }) => phase === 'requested' && !ids.has(id))
    const queued = await takeStores(
      kysely,
      unseen.map(({ id }) => id),
      options,
    )
    for (const store of queued) await putInQueue(tx, store, options)
    const taken = await takeStores(kysely, [...ids], options)
    for (const store of taken) {
      if (begins(store)) await beginProvisioning(tx, store, options)
    }
    return taken.map(({ id, fence }) => ({ id, fence, owner }))
  })
}

function begins({ phase, desired }: StoreRecord): boolean {
  const isWaiting = phase === 'requested' || phase === 'queued'
  return isWaiting && desired !== 'cancelled' && desired !== 'deleted'
}
