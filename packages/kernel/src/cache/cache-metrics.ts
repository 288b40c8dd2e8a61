import type { Clock } from '../clock/clock.ts'
import type { Metrics } from '../metrics/metrics.ts'

/** `joined`: somebody was loading it. `bypass`: loaded for this caller alone, and not kept. */
type Result = 'hit' | 'stale' | 'miss' | 'joined' | 'bypass'

export interface CacheMetrics {
  count(key: string, result: Result): void
  /** Measures how long `load` takes, well or not. */
  timed<T>(key: string, load: () => Promise<T>): Promise<T>
}

export function createCacheMetrics(metrics: Metrics | undefined, clock: Clock): CacheMetrics {
  const requests = metrics?.counter({
    name: 'cache_requests_total',
    help: 'Values asked of the cache, by family of keys and by what became of it.',
    labels: ['family', 'result'],
  })
  const loads = metrics?.histogram({
    name: 'cache_load_duration_seconds',
    help: 'How long it took to make a value, by family of keys.',
    labels: ['family'],
  })
  return {
    count: (key, result) => requests?.inc({ family: familyOf(key), result }),
    async timed(key, load) {
      const startedMs = clock.monotonicMs()
      try {
        return await load()
      } finally {
        const seconds = (clock.monotonicMs() - startedMs) / 1000
        loads?.observe({ family: familyOf(key) }, seconds)
      }
    },
  }
}

function familyOf(key: string): string {
  return key.split(':', 1)[0] ?? key
}
