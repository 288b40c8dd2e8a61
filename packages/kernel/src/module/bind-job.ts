import type { z } from 'zod'
import type { Job } from '../jobs/jobs.ts'
import type { Context, VerbTransaction } from './context.ts'

/**
 * What a job's handler knows and may use: a verb's context, whose actor is the system of the
 * organisation that the job was enqueued for, with the correlation id of its cause.
 */
export interface JobContext<DB> extends Context<DB> {
  /** The same at each attempt: what keys of outside calls are made from. */
  readonly jobId: string
  /** 1 for the first. */
  readonly attempt: number
  /** Aborts at the deadline, when the job is cancelled or taken away, and when the process ends. */
  readonly signal: AbortSignal
  /**
   * Applies `effect` and completes the job, in one transaction which first checks that this
   * attempt still owns the job: otherwise it throws `LostJob` and nothing has happened. At most
   * once in an attempt, and nothing after it. A handler that returns without it completes the job.
   */
  settle(effect: (tx: VerbTransaction<DB>) => Promise<void>): Promise<void>
  /** Shows how far it is to whoever looks at the job. Ids and numbers only. */
  progress(data: object): Promise<void>
}

export type JobHandler<Input extends z.ZodType, DB> = (
  ctx: JobContext<DB>,
  input: z.output<Input>,
) => Promise<void>

/** A job and its work, with the types of its input and tables forgotten. */
export interface BoundJob {
  readonly job: Job
  /** `input` must have been parsed by the job's schema. */
  readonly run: (ctx: JobContext<unknown>, input: unknown) => Promise<void>
}

/** Ties a job to its work. */
export function bindJob<Input extends z.ZodType, DB>(
  job: Job<Input>,
  handler: JobHandler<Input, DB>,
): BoundJob {
  return { job, run: forgetTypes(handler) }
}

// A handler is called with what its own job's schema returned and with the one database that
// holds every module's schema: both are true by construction and can not be told to the types.
function forgetTypes<Input extends z.ZodType, DB>(handler: JobHandler<Input, DB>): BoundJob['run'] {
  return handler as unknown as BoundJob['run']
}
