import type { Clock } from '../clock/clock.ts'
import type { Log } from '../log/log.ts'
import type { Metrics } from '../metrics/metrics.ts'
import { isUnavailable, type Redis } from '../redis/redis.ts'
import type { Charge, Decision, RateLimitStore } from './decision.ts'
import { createDegradedStore } from './degraded.ts'
import { createSharedCounters, type SharedCounters } from './shared-counters.ts'

export interface RedisStoreOptions {
  readonly redis: Redis
  /** For the degraded mode; the shared counters go by the server's time. */
  readonly clock: Clock
  /** How many processes share the limits: each gets its part while Redis is away. */
  readonly replicas: number
  readonly log: Pick<Log, 'info' | 'warn'>
  readonly metrics?: Metrics | undefined
  /** Begins every key, `rate` unless told. */
  readonly prefix?: string
}

export interface RedisStore extends RateLimitStore {
  /**
   * Whether decisions are made without the shared counters: Redis is away, or it refused the
   * last call.
   */
  isDegraded(): boolean
}

/**
 * Counts in Redis, for all processes together: exact among any number of callers. While Redis is
 * away each policy's `whenStoreIsDown` decides, at once; a call that is under way when it goes
 * waits for the command's deadline, once. `take` never rejects.
 */
export function createRedisStore(options: RedisStoreOptions): RedisStore {
  const { redis, prefix = 'rate' } = options
  return createFailSafeStore(options, createSharedCounters({ redis, prefix }))
}

/** The store around any counters, so that tests may bring their clock. */
export function createFailSafeStore(
  options: RedisStoreOptions,
  shared: SharedCounters,
): RedisStore {
  const { redis, log } = options
  const degraded = createDegradedStore(options)
  let refuses = false
  const isDegraded = () => refuses || !redis.isUp
  const counts = countsOf(options.metrics, isDegraded)

  function takeShared(charges: readonly Charge[]): Promise<Decision> {
    return shared.take(charges).then(
      (decision) => {
        if (refuses) log.info({}, 'Redis counts for rate limits again')
        refuses = false
        return decision
      },
      (error: unknown) => {
        if (!isUnavailable(error)) noteRefusal(error)
        return takeDegraded(charges)
      },
    )
  }

  function takeDegraded(charges: readonly Charge[]): Decision | Promise<Decision> {
    counts?.inc()
    return degraded.take(charges)
  }

  /** Redis answers but does not count: out of memory, a replica, a missing permission. */
  function noteRefusal(error: unknown): void {
    if (!refuses) log.warn({ error }, 'Redis refuses to count for rate limits')
    refuses = true
  }

  return {
    isDegraded,
    take: (charges) => (redis.isUp ? takeShared(charges) : takeDegraded(charges)),
  }
}

function countsOf(metrics: Metrics | undefined, isDegraded: () => boolean) {
  metrics
    ?.gauge({
      name: 'rate_limit_degraded',
      help: 'Whether rate limits are decided without the shared counters: 1 or 0.',
    })
    .collect(() => (isDegraded() ? 1 : 0))
  return metrics
    ?.counter({
      name: 'rate_limit_degraded_decisions_total',
      help: 'Decisions that were made without the shared counters.',
    })
    .bind({})
}
