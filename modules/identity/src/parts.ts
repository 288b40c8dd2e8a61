import type { Clock } from '@holdfast/kernel/clock'
import type { Vault } from '@holdfast/kernel/crypto'
import type { Mailer } from '@holdfast/kernel/mail'
import type { Context, VerbTransaction } from '@holdfast/kernel/module'
import type { Auth } from './auth/auth.ts'
import type { IdentityTables } from './tables.ts'

export type IdentityContext = Context<IdentityTables>
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
}
