import { sleep, type Clock } from '../clock/clock.ts'
import { newId } from '../ids/ids.ts'
import type { Log } from '../log/log.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { Listener, Transaction } from '../postgres/postgres.ts'
import { isUnavailable, type Redis } from '../redis/redis.ts'
import { createCacheMetrics } from './cache-metrics.ts'
import { inOwnTime } from './in-own-time.ts'
import { createInvalidations } from './invalidations.ts'
import type { AsJson } from './json.ts'
import { createMemoryStore } from './memory-store.ts'
import { createNotices } from './notices.ts'
import { createRedisStore } from './redis-store.ts'
import { leaseMs, type Look, type Wanted } from './store.ts'

export type { AsJson } from './json.ts'

export interface CacheOptions {
  readonly clock: Clock
  readonly log: Pick<Log, 'warn'>
  readonly metrics?: Metrics | undefined
  /** Shares values and invalidations among processes. Without it each process keeps its own. */
  readonly redis?: Redis | undefined
  /** Without Redis: how other processes learn of an invalidation. */
  readonly listener?: Listener | undefined
  /** How many characters this process keeps; 32 million unless told. */
  readonly maxCharacters?: number
  /** Begins every key in Redis, `cache` unless told. */
  readonly prefix?: string
}

export interface Cached<V> {
  /** How long it is fresh, in ms; up to a tenth less, so that not everything ends at once. */
  readonly ttlMs: number
  /** How much longer, in ms, it may be shown while it is loaded anew; 0 unless told. */
  readonly staleMs?: number
  /** What it was made from. Invalidating any of these makes it invalid. */
  readonly tags: readonly string[]
  /** How long "there is none", `undefined`, is kept, in ms; not at all unless told. */
  readonly noneMs?: number
  /**
   * Makes the value. It runs in a time of its own, since others may wait for it when whoever
   * asked first goes away. What it throws is thrown to all who wait, and never kept.
   */
  readonly load: () => Promise<V>
}

/** Values that are dear to make, kept until their time is over or what they are made of changes. */
export interface Cache {
  /**
   * The value of `key`, as JSON gives it back: every caller has a copy of its own. The key's
   * first word, up to a colon, names it in metrics. A value whose loading began before an
   * invalidation was committed is never given to who asks after it.
   */
  get<V>(key: string, cached: Cached<V>): Promise<AsJson<V>>
  /** Makes what was made from these tags invalid, when and only when `tx` commits. */
  invalidate(tx: Transaction<unknown>, tags: readonly string[]): Promise<void>
}

const waitStepMs = 25

export function createCache(options: CacheOptions): Cache {
  const { clock, redis, listener, log, maxCharacters = 32_000_000, prefix = 'cache' } = options
  const metrics = createCacheMetrics(options.metrics, clock)
  const memory = createMemoryStore({ clock, maxCharacters })
  const store = redis ? createRedisStore({ redis, prefix, maxCharacters }) : memory
  const notices = redis ? undefined : createNotices({ listener, memory })
  const invalidations = createInvalidations({ store, clock, log, notices })
  const flights = new Map<string, Promise<string | undefined>>()

  function get<V>(key: string, cached: Cached<V>): Promise<AsJson<V>> {
    const wanted = { key, tags: cached.tags, token: newId() }
    // The text was made from a `V`, by the loader of this key.
    return textOf(wanted, cached).then(fromText) as Promise<AsJson<V>>
  }

  async function textOf(wanted: Wanted, cached: Cached<unknown>): Promise<string | undefined> {
    const patience = clock.monotonicMs() + leaseMs
    for (;;) {
      const look = await lookOrPass(wanted)
      if (!look || look.state === 'changing') return passBy(wanted, cached)
      if (look.state === 'fresh') {
        metrics.count(wanted.key, 'hit')
        return look.text
      }
      if (look.state === 'stale') return showStale(wanted, cached, look)
      const flight = flights.get(flightOf(wanted, look))
      if (flight) {
        metrics.count(wanted.key, 'joined')
        return flight
      }
      if (look.mayLoad || clock.monotonicMs() >= patience) {
        metrics.count(wanted.key, 'miss')
        return fly(wanted, cached, look)
      }
      // Another process is loading it.
      await sleep(clock, waitStepMs)
    }
  }

  async function lookOrPass(wanted: Wanted): Promise<Look | undefined> {
    if (invalidations.isUncertain(wanted.tags)) return undefined
    try {
      return await store.look(wanted)
    } catch (error) {
      if (!isUnavailable(error)) log.warn({ error }, 'The cache can not be read')
      return undefined
    }
  }

  /** Nothing can be said of what is kept: the value is made for this caller alone. */
  function passBy({ key }: Wanted, cached: Cached<unknown>): Promise<string | undefined> {
    metrics.count(key, 'bypass')
    return inOwnTime(clock, () => load(key, cached))
  }

  function showStale(wanted: Wanted, cached: Cached<unknown>, look: Look): string | undefined {
    metrics.count(wanted.key, 'stale')
    if (look.mayLoad) {
      fly(wanted, cached, look).catch((error: unknown) =>
        log.warn({ error, key: wanted.key }, 'A stale value could not be loaded anew'),
      )
    }
    return look.text
  }

  function fly(wanted: Wanted, cached: Cached<unknown>, look: Look) {
    const name = flightOf(wanted, look)
    const flight = inOwnTime(clock, () => loadAndKeep(wanted, cached, look)).finally(() =>
      flights.delete(name),
    )
    flights.set(name, flight)
    return flight
  }

  async function loadAndKeep(wanted: Wanted, cached: Cached<unknown>, look: Look) {
    try {
      const text = await load(wanted.key, cached)
      await keep(wanted, cached, { look, text })
      return text
    } catch (error) {
      await store.giveUp(wanted).catch(() => undefined)
      throw error
    }
  }

  async function load(key: string, cached: Cached<unknown>): Promise<string | undefined> {
    const value = await metrics.timed(key, cached.load)
    return value === undefined ? undefined : JSON.stringify(value)
  }

  async function keep(
    wanted: Wanted,
    { ttlMs, staleMs = 0, noneMs = 0 }: Cached<unknown>,
    { look, text }: { readonly look: Look; readonly text: string | undefined },
  ): Promise<void> {
    const isNone = text === undefined
    if (isNone && noneMs === 0) return store.giveUp(wanted).catch(() => undefined)
    const freshMs = (isNone ? noneMs : ttlMs) * (1 - Math.random() / 10)
    const kept = { text, freshMs, staleMs: isNone ? 0 : staleMs }
    // Whoever waits has the value anyhow.
    await store.keep(wanted, look.versions, kept).catch((error: unknown) => {
      if (!isUnavailable(error)) log.warn({ error }, 'The cache refused a value')
    })
  }

  return { get, invalidate: (tx, tags) => invalidations.invalidate(tx, tags) }
}

/** Only who read the same versions may share a load: it began after what they know of. */
function flightOf({ key }: Wanted, { versions }: Look): string {
  return `${key}\n${versions}`
}

function fromText(text: string | undefined): unknown {
  return text === undefined ? undefined : JSON.parse(text)
}
