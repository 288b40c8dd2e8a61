import type { HealthEndpoints } from '@holdfast/kernel/edge'
import type { Health } from '@holdfast/kernel/health'

export interface StoreFacts {
  readonly storeId: string
  readonly generation: number
}

/**
 * The usual health paths, and `/healthz`, which says besides whose shop this is: on a port that
 * somebody else had before, an answer alone proves nothing.
 */
export function withStoreId(health: Health, { storeId, generation }: StoreFacts): HealthEndpoints {
  return {
    answer(method, path, request) {
      if (path !== '/healthz') return health.answer(method, path, request)
      const { status } = health.state()
      const isReady = status === 'ready' || status === 'degraded'
      return {
        status: isReady ? 200 : 503,
        headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
        body: JSON.stringify({ storeId, generation, status }),
      }
    },
  }
}
