import type { Metrics } from '@holdfast/kernel/metrics'
import type { Phase, StepName } from '../contract/states.ts'
import type { KeptFailure } from '../tables.ts'

/** What is measured of the work on stores. */
export interface StoreMetrics {
  claimed(count: number): void
  leaseLost(): void
  stepEnded(step: StepName, outcome: 'done' | 'failed' | 'abandoned', seconds: number): void
  failed(failure: KeptFailure): void
  pollsEvery(seconds: number): void
  counted(phases: ReadonlyMap<Phase, number>, oldestWaitSeconds: number): void
}

const buckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600]

export function createStoreMetrics(metrics: Metrics): StoreMetrics {
  const claims = metrics.counter({ name: 'stores_claims_total', help: 'Stores claimed.' })
  const lost = metrics.counter({
    name: 'stores_leases_lost_total',
    help: 'Stores that became another’s while they were worked on.',
  })
  const steps = metrics.histogram({
    name: 'stores_step_seconds',
    help: 'How long a step took, by its outcome.',
    labels: ['step', 'outcome'],
    buckets,
  })
  const failures = metrics.counter({
    name: 'stores_failures_total',
    help: 'Operations on stores that failed.',
    labels: ['class', 'code'],
  })
  const poll = metrics.gauge({
    name: 'stores_poll_interval_seconds',
    help: 'After how long the orchestrator looks by itself.',
  })
  const age = metrics.gauge({
    name: 'stores_queue_age_seconds',
    help: 'How long the oldest store waits that nobody has begun.',
  })
  const phases = metrics.gauge({
    name: 'stores_by_phase',
    help: 'Stores in each phase.',
    labels: ['phase'],
  })
  return {
    claimed: (count) => claims.inc({}, count),
    leaseLost: () => lost.inc(),
    stepEnded: (step, outcome, seconds) => steps.observe({ step, outcome }, seconds),
    failed: ({ class: kind, code }) => failures.inc({ class: kind, code }),
    pollsEvery: (seconds) => poll.set({}, seconds),
    counted(counts, oldestWaitSeconds) {
      for (const [phase, count] of counts) phases.set({ phase }, count)
      age.set({}, oldestWaitSeconds)
    },
  }
}
