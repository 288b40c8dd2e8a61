import type { HealthCheck } from '@holdfast/kernel/health'
import type { Redis } from '@holdfast/kernel/redis'
import type { Limits } from './limits.ts'

/** Fails while Redis is away, and also while it answers but refuses to count for the limits. */
export function redisCheck(redis: Pick<Redis, 'ping'>, limits: Limits): HealthCheck {
  const policy = limits.policies.edge
  return {
    name: 'redis',
    kind: 'degraded',
    async run() {
      await redis.ping()
      // Without traffic nobody else would notice that Redis counts again.
      if (limits.isDegraded()) await limits.store.take([{ policy, subject: 'health' }])
      if (limits.isDegraded()) throw new Error('Redis answers, but refuses to count for limits')
    },
  }
}
