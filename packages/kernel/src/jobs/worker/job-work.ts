import type { Transaction } from '../../postgres/postgres.ts'
import type { Job } from '../job.ts'
import type { JobCause } from '../job-queue.ts'

/** One attempt at a job, as whoever does the work sees it. */
export interface Attempt {
  readonly jobId: string
  readonly attempt: number
  readonly cause: JobCause
  readonly signal: AbortSignal
  /** See `JobContext.settle`. */
  settle(effect: (tx: Transaction<unknown>) => Promise<void>): Promise<void>
  progress(data: object): Promise<void>
}

/** A job and what does it. */
export interface JobWork {
  readonly job: Job
  /** `input` was parsed by the job's schema. */
  run(attempt: Attempt, input: unknown): Promise<void>
}
