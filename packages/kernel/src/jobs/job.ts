import { z } from 'zod'

/**
 * A job as data: what it is called, what it needs, how long it may take. Its work is bound apart,
 * so that whoever enqueues it knows nothing of its handler.
 */
export interface Job<Input extends z.ZodType = z.ZodType> {
  /** Permanent, the module first: `bookings.sendMail`. Letters, digits, `_`, `-` and `.`. */
  readonly name: string
  /** Ids and ciphertext only: never readable personal data. A JSON object. */
  readonly input: Input
  /** How long one attempt may take; then its signal aborts and it counts as a time-out. */
  readonly deadlineMs: number
  readonly retry?: Partial<JobRetryRules>
  /**
   * At most so many run at once in one process, for work that fills a machine: no more are taken.
   * A handler that was told to stop counts until it has. Unless told, its name's share of the slots.
   */
  readonly atOnce?: number
  readonly schedule?: JobSchedule
}

/** How failures that may pass are tried again. */
export interface JobRetryRules {
  /** How often it is tried in all; 8 unless told. Unknown errors end after three. */
  readonly attempts: number
  /** The longest pause after the first failure; it doubles up to `capMs`, all of it random. */
  readonly firstMs: number
  readonly capMs: number
}

/** When it is enqueued by itself, with the input `{}`: once for all processes. */
export interface JobSchedule {
  /** Five fields: `0 4 * * *`. */
  readonly cron: string
  /** `Europe/Berlin`, or `UTC`. */
  readonly timeZone: string
}

export interface EnqueueOptions {
  /** Not before; at once unless told. */
  readonly startAfter?: Date | undefined
  /**
   * At most one job of this name and key waits for its first attempt: another one is not added,
   * and the id of the waiting one is returned. One that runs already does not count.
   */
  readonly key?: string | undefined
  /** A whole number: of the jobs of one name that are due, the highest is taken first. 0 unless told. */
  readonly priority?: number | undefined
}

/**
 * Puts a job into the transaction of its cause: it is there exactly when that is committed.
 * Resolves to its id. Throws a ZodError when the input breaks the job's schema.
 */
export type Enqueue = <Input extends z.ZodType>(
  job: Job<Input>,
  input: z.input<Input>,
  options?: EnqueueOptions,
) => Promise<string>

/** The input of a job that needs none, as each scheduled one gets it. */
export const noInput = z.strictObject({})

const namePattern = /^[A-Za-z0-9_.-]{1,100}$/

/** Says what a job is. Throws when its name or a number makes no sense. */
export function defineJob<const Input extends z.ZodType>(job: Job<Input>): Job<Input> {
  if (!namePattern.test(job.name)) throw new Error(`"${job.name}" can not be the name of a job`)
  if (!(job.deadlineMs >= 1)) throw new Error(`Job ${job.name}: deadlineMs must be at least 1`)
  if ((job.retry?.attempts ?? 1) < 1) throw new Error(`Job ${job.name}: it needs an attempt`)
  if (job.atOnce !== undefined && !(Number.isInteger(job.atOnce) && job.atOnce >= 1)) {
    throw new Error(`Job ${job.name}: atOnce must be a whole number, 1 or more`)
  }
  return job
}
