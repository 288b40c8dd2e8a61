import type { Clock } from '@holdfast/kernel/clock'
import type { Vault } from '@holdfast/kernel/crypto'
import type { Mailer } from '@holdfast/kernel/mail'
import type { Context, JobContext, VerbTransaction } from '@holdfast/kernel/module'
import type { Kysely } from 'kysely'
import type { Auth } from './auth/auth.ts'
import type { IdentityTables } from './tables.ts'

export type IdentityContext = Context<IdentityTables>
export type IdentityJob = JobContext<IdentityTables>
export type IdentityTransaction = VerbTransaction<IdentityTables>

/** What the verbs of identity need from outside, given once by the composition root. */
export interface IdentityParts {
  /** Passwords, sessions and second factors of persons. */
  readonly auth: Auth
  readonly vault: Vault
  readonly mailer: Mailer
  /** Where the service is, without a slash at the end: links in mails begin with it. */
  readonly publicUrl: string
  /** Who writes the mails. */
  readonly businessName: string
  readonly clock: Clock
  readonly stations: Stations
}

/** What identity asks about the stations of a business: supplied by the composition root. */
export interface Stations {
  /**
   * The names of these stations; what is none of the organisation's is missing. Asked on the
   * connection of whoever asks: in a keyed request that is the transaction's.
   */
  namesOf(
    db: Kysely<unknown>,
    organisationId: string,
    stationIds: readonly string[],
  ): Promise<ReadonlyMap<string, string>>
}
