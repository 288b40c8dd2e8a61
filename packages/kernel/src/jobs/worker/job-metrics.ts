import type { Metrics } from '../../metrics/metrics.ts'

/** What is counted of jobs. */
export interface JobMetrics {
  started(name: string, waitedMs: number): void
  ended(name: string, outcome: string, durationMs: number): void
  /** A worker came back too late and was refused. */
  refused(name: string): void
}

const durationBuckets = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300]
const waitBuckets = [0.005, 0.01, 0.025, 0.1, 0.5, 1, 5, 15, 60, 300, 1800]

export function createJobMetrics(
  metrics: Pick<Metrics, 'counter' | 'histogram'> | undefined,
): JobMetrics {
  if (!metrics) return { started() {}, ended() {}, refused() {} }
  const started = metrics.counter({
    name: 'jobs_started_total',
    help: 'Attempts that began.',
    labels: ['job'],
  })
  const ended = metrics.counter({
    name: 'jobs_ended_total',
    help: 'Attempts by outcome: done, the class of the failure, lost, cancelled, handed back.',
    labels: ['job', 'outcome'],
  })
  const refused = metrics.counter({
    name: 'jobs_refused_total',
    help: 'Attempts that wanted to settle a job which was not theirs any more.',
    labels: ['job'],
  })
  const duration = metrics.histogram({
    name: 'job_duration_seconds',
    help: 'How long attempts took.',
    labels: ['job'],
    buckets: durationBuckets,
  })
  const wait = metrics.histogram({
    name: 'job_wait_seconds',
    help: 'How long a job had been ready when an attempt began.',
    labels: ['job'],
    buckets: waitBuckets,
  })
  return {
    started(job, waitedMs) {
      started.inc({ job })
      wait.observe({ job }, waitedMs / 1_000)
    },
    ended(job, outcome, durationMs) {
      ended.inc({ job, outcome })
      duration.observe({ job }, durationMs / 1_000)
    },
    refused: (job) => refused.inc({ job }),
  }
}
