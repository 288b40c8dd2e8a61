import type { z } from 'zod'
import type { Transaction } from '../postgres/postgres.ts'
import type { Enqueue, EnqueueOptions, Job } from './job.ts'

/** Who and what a job goes back to. */
export interface JobCause {
  readonly organisationId: string
  readonly actorId: string
  readonly correlationId: string
  /** The trace that the job belongs to. */
  readonly traceparent?: string | undefined
}

export interface EnqueueRequest extends EnqueueOptions {
  readonly job: Job
  readonly input: unknown
  readonly cause: JobCause
}

/** Where jobs are put. */
export interface JobQueue {
  /** In the caller's transaction. Resolves to the job's id. */
  enqueue(tx: Transaction<unknown>, request: EnqueueRequest): Promise<string>
}

/** `enqueue` of one transaction and one cause. Without a queue it throws when it is called. */
export function enqueueIn(
  tx: Transaction<unknown>,
  cause: JobCause,
  queue: JobQueue | undefined,
): Enqueue {
  return async <Input extends z.ZodType>(
    job: Job<Input>,
    input: z.input<Input>,
    options: EnqueueOptions = {},
  ) => {
    if (!queue) throw new Error(`Nobody was given who takes the job ${job.name}`)
    return queue.enqueue(tx, { job, input, cause, ...options })
  }
}
