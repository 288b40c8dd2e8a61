import type { Pool } from 'pg'
import type { PgBoss } from 'pg-boss'
import type { Transaction } from '../../postgres/postgres.ts'
import type { EnqueueRequest, JobQueue } from '../job-queue.ts'
import type { Job } from '../job.ts'
import { startBoss, type BossLog } from './boss.ts'
import { enqueue } from './enqueue.ts'
import { ensureQueues } from './ensure-queues.ts'
import { cancelJob, findJob, type JobAddress, type JobStatus } from './find-job.ts'
import { readQueueStatus, type QueueStatus } from './queue-status.ts'

export interface OpenJobsOptions {
  /** As the application's role, straight to the server. */
  readonly connectionString: string
  /** Every job of the service, also those that this process does not run. */
  readonly jobs: readonly Job[]
  readonly log: BossLog
  /** Whether this process also watches over lost workers and schedules; see `createJobWorker`. */
  readonly supervise: boolean
}

export interface OpenJobs extends JobQueue {
  find(address: JobAddress): Promise<JobStatus | undefined>
  /** False when it had ended already. */
  cancel(address: JobAddress): Promise<boolean>
  status(): Promise<QueueStatus>
  /** Last: a worker needs it until it has stopped. */
  close(): Promise<void>
  /** For the worker of this process. */
  readonly inside: { readonly boss: PgBoss; readonly pool: Pool }
}

/** Opens the queue; afterwards jobs can be enqueued. The schema must have been migrated. */
export async function openJobs(options: OpenJobsOptions): Promise<OpenJobs> {
  const { boss, pool, close } = await startBoss(options)
  try {
    await ensureQueues(boss, unique(options.jobs))
  } catch (error) {
    await close()
    throw error
  }
  return {
    enqueue: (tx: Transaction<unknown>, request: EnqueueRequest) => enqueue(boss, tx, request),
    find: (address) => findJob(pool, address),
    cancel: (address) => cancelJob(pool, address),
    status: () => readQueueStatus(pool),
    close,
    inside: { boss, pool },
  }
}

/** Two under one name would take each other's input. */
function unique(jobs: readonly Job[]): readonly Job[] {
  const names = jobs.map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw new Error(`Two jobs are called "${twice}"`)
  return jobs
}
