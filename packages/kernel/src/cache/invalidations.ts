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
  /** Tags, and until when to doubt them; for ever until the store has been told. */
  const doubted = new Map<string, number>()

  async function invalidate(tx: Transaction<unknown>, tags: readonly string[]): Promise<void> {
    const token = newId()
    await store.begin(tags, token).catch((error: unknown) => {
      note(error)
      doubt(tags, clock.monotonicMs() + guardMs)
    })
    await notices?.tell(tx, tags)
    tx.afterCommit(() => void finish(tags, token))
  }

  async function finish(tags: readonly string[], token: string): Promise<void> {
    try {
      await store.finish(tags, token)
      for (const tag of tags) doubted.delete(tag)
    } catch (error) {
      note(error)
      doubt(tags, Number.POSITIVE_INFINITY)
      clock.schedule(retryMs, () => void finish(tags, token))
    }
  }

  function doubt(tags: readonly string[], untilMs: number): void {
    for (const tag of tags) doubted.set(tag, Math.max(untilMs, doubted.get(tag) ?? 0))
  }

  function isDoubted(tag: string): boolean {
    const untilMs = doubted.get(tag)
    if (untilMs === undefined) return false
    if (clock.monotonicMs() < untilMs) return true
    doubted.delete(tag)
    return false
  }

  function note(error: unknown): void {
    if (!isUnavailable(error)) log.warn({ error }, 'The cache can not be told of a change')
  }

  return {
    invalidate,
    isUncertain: (tags) => doubted.size > 0 && tags.some(isDoubted),
  }
}
