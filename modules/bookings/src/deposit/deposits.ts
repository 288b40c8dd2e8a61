import type { Money } from '@holdfast/kernel/contract'
import type { VerbTransaction } from '@holdfast/kernel/module'
import type { Kysely } from 'kysely'
import type { depositStates } from '../contract.ts'

/** The payment that a booking asks for, as it stands. */
export interface Deposit {
  readonly paymentId: string
  readonly state: (typeof depositStates)[number]
  readonly amount: Money
  readonly paid: Money
  readonly refunded: Money
  /** Taken back by the guest's bank, as long as the dispute is not won. */
  readonly disputed: Money
  readonly dueBy: Date | null
}

/** What is here of a deposit, and so the most that can be given back. */
export function leftOf({ paid, refunded, disputed }: Moved): number {
  return Math.max(0, paid.amount - refunded.amount - disputed.amount)
}

export type Moved = Pick<Deposit, 'paid' | 'refunded' | 'disputed'>

/** Whose deposit. */
export interface DepositOf {
  readonly organisationId: string
  readonly bookingId: string
  readonly now: Date
}

export interface DepositWanted extends DepositOf {
  readonly paymentId: string
  readonly stationId: string
  readonly amount: Money
  readonly dueBy: Date
  /** What the guest reads where they pay: no personal data. */
  readonly description: string
}

export interface RefundWanted extends DepositOf {
  readonly amount: Money
  /** A word for the books, such as `cancelled`: no personal data. */
  readonly reason: string
  /** Permanent: the same cause again is the same refund. */
  readonly cause: string
}

/**
 * What bookings ask of whoever takes the money; supplied by the composition root. Everything
 * happens in the transaction of the booking's own change, and calls nobody outside: what was
 * promised here is carried out behind it. Each may be asked twice.
 */
export interface Deposits {
  request(tx: VerbTransaction<unknown>, wanted: DepositWanted): Promise<void>
  /** Nobody waits for it any more. What is paid nevertheless is told as an event like any other. */
  close(tx: VerbTransaction<unknown>, of: DepositOf): Promise<void>
  /** It may be paid until `dueBy`; null: for as long as it takes. */
  extend(
    tx: VerbTransaction<unknown>,
    of: DepositOf & { readonly dueBy: Date | null },
  ): Promise<void>
  /** Gives back at most `leftOf` the deposit. */
  refund(tx: VerbTransaction<unknown>, wanted: RefundWanted): Promise<void>
  /** The deposits of these bookings, where any was asked. */
  of(
    db: Kysely<unknown>,
    organisationId: string,
    bookingIds: readonly string[],
  ): Promise<ReadonlyMap<string, Deposit>>
}

/** For where nobody takes money: a deposit can not be asked for, and there is none. */
export const noDeposits: Deposits = {
  request: () => Promise.reject(new Error('Nobody was given who takes deposits')),
  close: async () => undefined,
  extend: async () => undefined,
  refund: async () => undefined,
  of: async () => new Map(),
}
