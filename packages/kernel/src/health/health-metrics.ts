import type { Metrics } from '../metrics/metrics.ts'
import type { Board, CheckStatus, ServiceStatus } from './check-board.ts'

export type Endpoint = 'health' | 'liveness' | 'readiness'
export type ProbeStatus = 'healthy' | 'degraded' | 'unhealthy'

export interface HealthMetrics {
  observeCheck(name: string, latencyMs: number): void
  observeProbe(endpoint: Endpoint, status: ProbeStatus, durationMs: number): void
}

const buckets = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** 1 works, 0.5 works less well, 0 does not. */
const values: Readonly<Record<ServiceStatus | Exclude<CheckStatus, 'waiting'>, number>> = {
  ready: 1,
  ok: 1,
  degraded: 0.5,
  unready: 0,
  draining: 0,
  failed: 0,
  stale: 0,
  pending: 0,
}

/**
 * `health_check_total{endpoint,status}`, `health_check_duration_seconds{endpoint,check_type}`
 * (`check_type` is `probe` or a check's name) and `service_health_status{service}` for this
 * service and each thing it needs.
 */
export function createHealthMetrics(
  metrics: Metrics | undefined,
  { service, board }: { readonly service: string; readonly board: Board },
): HealthMetrics {
  if (!metrics) return { observeCheck: () => {}, observeProbe: () => {} }
  const total = metrics.counter({
    name: 'health_check_total',
    help: 'Health probes answered.',
    labels: ['endpoint', 'status'],
  })
  const duration = metrics.histogram({
    name: 'health_check_duration_seconds',
    help: 'How long a health probe was served and how long each check took.',
    labels: ['endpoint', 'check_type'],
    buckets,
  })
  metrics
    .gauge({
      name: 'service_health_status',
      help: 'Health of this service and of what it needs: 1 works, 0.5 degraded, 0 does not.',
      labels: ['service'],
    })
    .collect(() => [
      { labels: { service }, value: values[board.status()] },
      // What waits has no value: it neither works nor does not.
      ...board
        .checks()
        .flatMap(({ name, status }) =>
          status === 'waiting' ? [] : [{ labels: { service: name }, value: values[status] }],
        ),
    ])
  return {
    observeCheck: (name, latencyMs) =>
      duration.observe({ endpoint: 'readiness', check_type: name }, latencyMs / 1_000),
    observeProbe(endpoint, status, durationMs) {
      total.inc({ endpoint, status })
      duration.observe({ endpoint, check_type: 'probe' }, durationMs / 1_000)
    },
  }
}
