import type { Cache } from '@holdfast/kernel/cache'
import type { Clock } from '@holdfast/kernel/clock'
import type { Vault } from '@holdfast/kernel/crypto'
import type { Mailbox, Mailer } from '@holdfast/kernel/mail'
import type { Context, JobContext, VerbTransaction } from '@holdfast/kernel/module'
import type { Kysely } from 'kysely'
import type { PaymentRecords } from './customer/payment-records.ts'
import type { Deposits } from './deposit/deposits.ts'
import type { BookingsTables } from './tables.ts'
import type { Distances } from './travel/distances.ts'

export type BookingsContext = Context<BookingsTables>
export type JobsContext = JobContext<BookingsTables>
export type BookingsTransaction = VerbTransaction<BookingsTables>

/** What the verbs of bookings need from outside, given once by the composition root. */
export interface BookingsParts {
  readonly vault: Vault
  readonly mailer: Mailer
  /** Where the site is, without a slash at the end: links in mails begin with it. */
  readonly publicUrl: string
  /** Who writes the mails. */
  readonly businessName: string
  /** Where the mails come from, and who organises what calendars show: an address alone. */
  readonly businessMail: string
  /**
   * Lets creates for one station and day queue up instead of colliding. The database refuses
   * a double booking without it as well; it only makes the refusal quicker.
   */
  readonly advisoryLock: boolean
  readonly clock: Clock
  /** Where free times are kept for a moment. */
  readonly cache: Cache
  /** Who knows how far it is to a guest. */
  readonly distances: Distances
  readonly staff: Staff
  readonly deposits: Deposits
  readonly paymentRecords: PaymentRecords
  /** Where mails are kept on this machine, if they are. */
  readonly mailbox: Pick<Mailbox, 'forget'> | undefined
}

/** What bookings ask about the people of the business: supplied by the composition root. */
export interface Staff {
  /**
   * The names of these actors, as far as they are known. Asked on the connection of whoever asks:
   * in a keyed request that is the transaction's.
   */
  namesOf(
    db: Kysely<unknown>,
    organisationId: string,
    actorIds: readonly string[],
  ): Promise<ReadonlyMap<string, string>>
  /** The titles of the roles that may do `action`, for telling somebody who may not. */
  rolesThatMay(action: string): readonly string[]
}

/** For where nobody can say: tests, and modules that are only described. */
export const unknownStaff: Staff = {
  namesOf: async () => new Map(),
  rolesThatMay: () => [],
}
