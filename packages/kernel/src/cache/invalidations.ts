import type { Clock } from '../clock/clock.ts'
import { newId } from '../ids/ids.ts'
import type { Log } from '../log/log.ts'
import type { Transaction } from '../postgres/postgres.ts'
import { isUnavailable } from '../redis/redis.ts'
import type { Notices } from './notices.ts'
import { guardMs, type CacheStore } from './store.ts'

export interface Invalidations {
  invalidate(tx: Transaction<unknown>, tags: readonly string[]): Promise<void>
  /** Whether this process knows of an invalidation that the store has not been told yet. */
  isUncertain(tags: readonly string[]): boolean
}

const retryMs = 1_000
const mostAtOnce = 1_000

/**
 * Before the commit the store learns that the tags may be changing, after it that they have:
 * so a process that dies between the two leaves them uncertain for a while, never wrong. What the
 * store can not be told is told again until it works.
 */
export function createInvalidations(options: {
  readonly store: CacheStore
  readonly clock: Clock
  readonly log: Pick<Log, 'warn'>
  readonly notices: Notices | undefined
}): Invalidations {
  const { store, clock, log, notices } = options
  /** Transactions that the store knows nothing of, oldest first, and until when to doubt them. */
  const unannounced = new Map<string, { readonly tags: ReadonlySet<string>; untilMs: number }>()
  /** Tags whose change is committed and untold, each with the last one. */
  const untold = new Map<string, string>()
  let isRetrying = false

  async function invalidate(tx: Transaction<unknown>, tags: readonly string[]): Promise<void> {
    const token = newId()
    await store.begin(tags, token).catch((error: unknown) => {
      note(error)
      unannounced.set(token, { tags: new Set(tags), untilMs: clock.monotonicMs() + guardMs })
    })
    await notices?.tell(tx, tags)
    tx.afterCommit(() => void finish(tags, token))
  }

  async function finish(tags: readonly string[], token: string): Promise<void> {
    const before = tags.map((tag) => [tag, untold.get(tag)] as const)
    try {
      await store.finish(tags, token)
      // A change that was committed while this was on its way is still to be told.
      for (const [tag, change] of before) if (untold.get(tag) === change) untold.delete(tag)
    } catch (error) {
      note(error)
      for (const tag of tags) untold.set(tag, token)
      retryLater()
    }
    unannounced.delete(token)
  }

  /** One question for all that is untold, so that a long outage costs no more than a short one. */
  function retryLater(): void {
    if (isRetrying) return
    isRetrying = true
    clock.schedule(retryMs, () => {
      isRetrying = false
      void tellUntold()
    })
  }

  async function tellUntold(): Promise<void> {
    await finish([...untold.keys()].slice(0, mostAtOnce), newId())
    if (untold.size > 0) retryLater()
  }

  function isUncertain(tags: readonly string[]): boolean {
    if (untold.size === 0 && unannounced.size === 0) return false
    forgetLapsed()
    const changing = [...unannounced.values()]
    return tags.some((tag) => untold.has(tag) || changing.some((one) => one.tags.has(tag)))
  }

  function forgetLapsed(): void {
    const nowMs = clock.monotonicMs()
    for (const [token, { untilMs }] of unannounced) {
      if (nowMs < untilMs) return
      unannounced.delete(token)
    }
  }

  function note(error: unknown): void {
    if (!isUnavailable(error)) log.warn({ error }, 'The cache can not be told of a change')
  }

  return { invalidate, isUncertain }
}
