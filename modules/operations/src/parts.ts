import type { Mailbox } from '@holdfast/kernel/mail'
import type { Context } from '@holdfast/kernel/module'
import type { Kysely } from 'kysely'

export type OperationsContext = Context<unknown>

/** The mails of one business that were kept on this machine. */
export interface KeptMails {
  readonly organisationId: string
  readonly mailbox: Pick<Mailbox, 'list' | 'read'>
}

/** What operations need from outside, given once by the composition root. */
export interface OperationsParts {
  /** The names of those who did something, by their actor ids. */
  readonly namesOf: (
    db: Kysely<unknown>,
    organisationId: string,
    actorIds: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>
  /** Absent where mails are sent. */
  readonly keptMails?: KeptMails | undefined
}
