import type { Metrics } from '@holdfast/kernel/metrics'
import type { JobKind, JobState } from '../contract.ts'
import type { JobRecord } from './job-rows.ts'

/** What is counted of what is made. */
export interface JobMetrics {
  /** A job has ended in this process. */
  ended(job: Pick<JobRecord, 'kind' | 'state' | 'started_at' | 'ended_at'>): void
  /** An attempt came back too late and was refused. */
  refused(kind: JobKind): void
  diskFull(): void
  /** What is open, as it was counted last. */
  counted(open: readonly OpenCount[], atMs: number): void
}

export interface OpenCount {
  readonly state: JobState
  readonly count: number
}

const durationBuckets = [0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1_800]

/** What was counted longer ago is another process's to say. */
const countedForMs = 30_000

export function createJobMetrics(metrics: Metrics, nowMs: () => number): JobMetrics {
  const ended = metrics.counter({
    name: 'studio_jobs_ended_total',
    help: 'Jobs of the studio by kind and how they ended.',
    labels: ['kind', 'state'],
  })
  const duration = metrics.histogram({
    name: 'studio_job_duration_seconds',
    help: 'How long jobs took from their first attempt to their success.',
    labels: ['kind'],
    buckets: durationBuckets,
  })
  const refused = metrics.counter({
    name: 'studio_attempts_refused_total',
    help: 'Attempts that came back when the job was not theirs any more.',
    labels: ['kind'],
  })
  const diskFull = metrics.counter({
    name: 'studio_disk_full_total',
    help: 'Jobs that ended because there was no room for their files: somebody has to make some.',
  })
  let known: { readonly open: readonly OpenCount[]; readonly atMs: number } | undefined
  metrics
    .gauge({
      name: 'studio_jobs_open',
      help: 'Jobs of the studio that wait or run, by state.',
      labels: ['state'],
    })
    .collect(() => {
      if (!known || nowMs() - known.atMs > countedForMs) return []
      return known.open.map(({ state, count }) => ({ labels: { state }, value: count }))
    })
  return {
    ended({ kind, state, started_at, ended_at }) {
      ended.inc({ kind, state })
      if (state !== 'succeeded' || !started_at || !ended_at) return
      duration.observe({ kind }, (ended_at.getTime() - started_at.getTime()) / 1_000)
    },
    refused: (kind) => refused.inc({ kind }),
    diskFull: () => diskFull.inc(),
    counted(open, atMs) {
      known = { open, atMs }
    },
  }
}
