import type { Metrics } from '../metrics/metrics.ts'
import type { BreakerState } from './breaker.ts'

/** What is counted of one provider; nothing when there are no metrics. */
export interface ProviderMetrics {
  /** One attempt, by its status class or the kind of its failure. */
  attempted(outcome: string, durationMs: number): void
  refused(outcome: string): void
  breakerIs(state: BreakerState): void
  placesAre(places: { readonly inFlight: number; readonly waiting: number }): void
}

const breakerValue = { closed: 0, 'half-open': 0.5, open: 1 } as const

export function createProviderMetrics(
  provider: string,
  metrics: Metrics | undefined,
): ProviderMetrics {
  const attempts = metrics?.counter({
    name: 'outbound_attempts_total',
    help: 'Requests to a provider by status class or kind of failure, refused ones included.',
    labels: ['provider', 'outcome'],
  })
  const durations = metrics?.histogram({
    name: 'outbound_attempt_duration_seconds',
    help: 'How long a request to a provider took until its whole answer was there, or it failed.',
    labels: ['provider'],
  })
  const breaker = metrics?.gauge({
    name: 'outbound_breaker_state',
    help: 'Circuit breaker of a provider: 0 closed, 0.5 half-open, 1 open.',
    labels: ['provider'],
  })
  const inFlight = metrics?.gauge({
    name: 'outbound_in_flight',
    help: 'Requests to a provider that are under way.',
    labels: ['provider'],
  })
  const waiting = metrics?.gauge({
    name: 'outbound_waiting',
    help: 'Calls that wait for a place at a provider.',
    labels: ['provider'],
  })
  return {
    attempted(outcome, durationMs) {
      attempts?.inc({ provider, outcome })
      durations?.observe({ provider }, durationMs / 1000)
    },
    refused: (outcome) => attempts?.inc({ provider, outcome }),
    breakerIs: (state) => breaker?.set({ provider }, breakerValue[state]),
    placesAre(places) {
      inFlight?.set({ provider }, places.inFlight)
      waiting?.set({ provider }, places.waiting)
    },
  }
}
