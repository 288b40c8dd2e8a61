import type { Transaction } from '@holdfast/kernel/postgres'
import type { Kysely } from 'kysely'

/** A job that was to send a refund and failed for good. */
export interface FailedSend {
  readonly jobId: string
  readonly refundId: string
}

/** Where jobs lie that failed for good; supplied by the composition root. */
export interface FailedSends {
  /** Those that were to send refunds, the newest first. */
  list(db: Kysely<unknown>, organisationId: string): Promise<readonly FailedSend[]>
  discard(tx: Transaction<unknown>, failed: FailedSend): Promise<void>
}

/** For where nobody keeps them. */
export const noFailedSends: FailedSends = {
  list: async () => [],
  discard: async () => undefined,
}
