import { systemClock } from '@holdfast/kernel/clock'
import { newId } from '@holdfast/kernel/ids'
import {
  createJobWorker,
  openJobs,
  type JobWorker,
  type OpenJobs,
  type QueueStatus,
} from '@holdfast/kernel/jobs'
import type { Log } from '@holdfast/kernel/log'
import type { Metrics } from '@holdfast/kernel/metrics'
import { jobWork, type Module } from '@holdfast/kernel/module'
import type { Listener } from '@holdfast/kernel/postgres'
import { demonstrationId } from './business.ts'
import type { Storage } from './storage.ts'

export interface QueueParts {
  readonly modules: readonly Module[]
  readonly storage: Pick<Storage, 'connectionString'>
  readonly log: Log
  /** Whether this process runs jobs, and so watches over everybody's. */
  readonly works: boolean
}

/** The queue of all modules' jobs: every role may enqueue. */
export function openQueue({ modules, storage, log, works }: QueueParts): Promise<OpenJobs> {
  const jobs = modules.flatMap((module) => module.jobs.map(({ job }) => job))
  const { connectionString } = storage
  return openJobs({ connectionString, jobs, log, supervise: works })
}

export interface JobWorkerParts {
  readonly modules: readonly Module[]
  readonly storage: Storage
  readonly queue: OpenJobs
  readonly listener: Listener
  readonly log: Log
  readonly metrics: Metrics
}

/** What waits, for the health report, which asks every second, and for Prometheus. */
export function watchQueue(
  queue: Pick<OpenJobs, 'status'>,
  metrics: Metrics,
): () => Promise<QueueStatus> {
  let known: QueueStatus | undefined
  const depth = metrics.gauge({
    name: 'jobs_queue',
    help: 'Jobs by state: ready, running, deferred, deadLetters.',
    labels: ['state'],
  })
  depth.collect(() => {
    const { oldestSeconds: _, ...counts } = known ?? {}
    return Object.entries(counts).map(([state, value]) => ({ labels: { state }, value }))
  })
  const oldest = metrics.gauge({
    name: 'jobs_queue_oldest_seconds',
    help: 'How long the job that is ready longest has been so.',
  })
  oldest.collect(() => known?.oldestSeconds ?? [])
  return async () => {
    known = await queue.status()
    return known
  }
}

/** Runs the jobs of all modules, each with the context of its cause. */
export function createModuleWorker(parts: JobWorkerParts): JobWorker {
  const { modules, storage, queue, log } = parts
  const { database } = storage
  const context = { database, log, ids: newId, clock: systemClock, jobs: queue }
  const work = modules.flatMap(({ jobs }) => jobs.map((bound) => jobWork(bound, context)))
  return createJobWorker({ ...parts, database, work, organisationId: demonstrationId })
}
