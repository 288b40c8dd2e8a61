import type { HealthCheck } from '@holdfast/kernel/health'
import type { Redis } from '@holdfast/kernel/redis'
import type { Limits } from './limits.ts'

/** Fails while Redis is away, and also while it answers but refuses to count for the limits. */
export function redisCheck(
  redis: Pick<Redis, 'ping'>,
  limits: Pick<Limits, 'isDegraded'>,
): HealthCheck {
  return {
    name: 'redis',
    kind: 'degraded',
    async run() {
      await redis.ping()
      if (limits.isDegraded()) throw new Error('Redis answers, but refuses to count for limits')
    },
  }
}
