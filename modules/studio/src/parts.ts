import type { Clock } from '@holdfast/kernel/clock'
import type { Files } from '@holdfast/kernel/files'
import type { Context, JobContext, VerbTransaction } from '@holdfast/kernel/module'
import type { MediaTools } from './media/media-tools.ts'
import type { StudioTables } from './tables.ts'

export type StudioContext = Context<StudioTables>
export type StudioTransaction = VerbTransaction<StudioTables>
export type StudioJob = JobContext<StudioTables>

/** What the studio asks about credits, in the transaction of its own change. */
export interface Credits {
  /**
   * Throws `payments.insufficientCredits` unless there is enough for so many of such a job
   * together. Sets nothing aside.
   */
  require(
    tx: StudioTransaction,
    wanted: {
      readonly organisationId: string
      readonly operation: string
      readonly quantity: number
      readonly now: Date
    },
  ): Promise<void>
  /**
   * Sets aside what one such job costs and says how much it is. Throws
   * `payments.insufficientCredits`.
   */
  reserve(
    tx: StudioTransaction,
    wanted: {
      readonly organisationId: string
      /** The run of a job: `JOB.RUN`. */
      readonly subject: string
      /** `studio.mix`, as in the prices. */
      readonly operation: string
      readonly now: Date
    },
  ): Promise<number>
  /** Takes what was set aside. Throws when it was released before. Safe to call twice. */
  settle(tx: StudioTransaction, of: CreditsOf): Promise<void>
  /** Gives back what was set aside. Throws when it was settled before. Safe to call twice. */
  release(tx: StudioTransaction, of: CreditsOf): Promise<void>
}

export interface CreditsOf {
  readonly organisationId: string
  readonly subject: string
  readonly now: Date
}

/** How much people may have at once. */
export interface StudioLimits {
  readonly maxUploadBytes: number
  readonly maxBytesPerPerson: number
  readonly maxOpenUploadsPerPerson: number
  /** Jobs of one person that wait or run. */
  readonly maxOpenJobsPerPerson: number
  /** Jobs of one person that run, in all processes together. */
  readonly maxRunningJobsPerPerson: number
}

export const usualLimits: StudioLimits = {
  maxUploadBytes: 500_000_000,
  maxBytesPerPerson: 10_000_000_000,
  maxOpenUploadsPerPerson: 10,
  maxOpenJobsPerPerson: 100,
  maxRunningJobsPerPerson: 4,
}

/** What every part of the studio is given once, by the composition root. */
export interface StudioParts {
  readonly files: Files
  readonly credits: Credits
  readonly limits: StudioLimits
  readonly clock: Clock
  /** Below which each attempt has a folder of its own, on a disk of this machine. */
  readonly workFolder: string
  readonly media: MediaTools
  /** Where people outside reach this service, without a slash at the end. */
  readonly publicUrl: string
}
