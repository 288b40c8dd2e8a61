import { newId } from '@holdfast/kernel/ids'
import type { CallerTransaction } from '../parts.ts'
import { problems } from '../problems.ts'
import type { PaymentsTables } from '../tables.ts'
import { findAccount, lockAccountWith } from './account.ts'
import { creditEvent } from './credit-events.ts'
import { creditLines } from './credit-lines.ts'
import { findHold, insertHold, type Hold } from './hold.ts'
import { postCredits } from './post-credits.ts'
import { currentVersion, pricesOf, type Price } from './price-list.ts'

export interface ReserveCredits {
  readonly organisationId: string
  /** The job that will use them, by its id: it reserves once. */
  readonly subject: string
  /** `studio.mix`; what it costs stands in the prices. */
  readonly operation: string
  /** How many of it; a positive whole number. */
  readonly quantity: number
  readonly now: Date
}

/**
 * Sets credits aside, in the transaction that makes the job: both are there or neither is. Asked
 * again for the same job it gives the same hold. Where the plan pays nothing is set aside.
 * Throws `payments.insufficientCredits`, `unknownOperation`, and `otherHold` and `holdDecided`
 * where the job has reserved something else or is over.
 */
export async function reserveCredits(tx: CallerTransaction, wanted: ReserveCredits): Promise<Hold> {
  const { kysely } = tx.withTypes<PaymentsTables>()
  const known = await findHold(kysely, wanted)
  if (known) return sameHold(known, wanted)
  const price = await priceOf(tx, wanted)
  const cost = price.credits * wanted.quantity
  const account = await lockAccountWith(kysely, { ...wanted, cost })
  // Somebody else may have asked for the same job while this one waited for the account.
  const meanwhile = await findHold(kysely, wanted)
  if (meanwhile) return sameHold(meanwhile, wanted)
  if (!account) throw await insufficient(tx, { ...wanted, needed: cost })
  const hold = newHold(wanted, { price, cost, paidByPlan: account.isUnlimited })
  await insertHold(kysely, hold)
  await postReserved(tx, hold)
  await tx.emit('credits.reserved', creditEvent(hold, { credits: cost }), hold.subject)
  return hold
}

interface Needed {
  readonly organisationId: string
  readonly needed: number
}

/**
 * Makes sure, before several jobs reserve theirs in this transaction, that there is enough for all:
 * what is missing is said of them together. Nothing is set aside. Throws
 * `payments.insufficientCredits` and `unknownOperation`.
 */
export async function requireCredits(
  tx: CallerTransaction,
  wanted: Omit<ReserveCredits, 'subject'>,
): Promise<void> {
  const { organisationId, quantity } = wanted
  const { kysely } = tx.withTypes<PaymentsTables>()
  const { credits } = await priceOf(tx, wanted)
  const needed = credits * quantity
  const account = await lockAccountWith(kysely, { organisationId, cost: needed })
  if (!account) throw await insufficient(tx, { organisationId, needed })
}

/** Says what is needed and what is there. */
export async function insufficient(tx: CallerTransaction, { organisationId, needed }: Needed) {
  const { kysely } = tx.withTypes<PaymentsTables>()
  const { available } = await findAccount(kysely, organisationId)
  const say = `This needs ${counted(needed)}. You have ${counted(available)} that can be used.`
  return problems.insufficientCredits({ organisationId }, { say, members: { needed, available } })
}

function counted(credits: number): string {
  return credits === 1 ? '1 credit' : `${credits} credits`
}

function sameHold(hold: Hold, { operation, quantity }: ReserveCredits): Hold {
  const { id, subject, state } = hold
  if (hold.operation !== operation || hold.quantity !== quantity) {
    throw problems.otherHold({ holdId: id, subject })
  }
  if (state !== 'held') throw problems.holdDecided({ holdId: id, subject, state })
  return hold
}

async function priceOf(
  tx: CallerTransaction,
  { operation, quantity, now }: Omit<ReserveCredits, 'subject'>,
): Promise<Price> {
  if (!Number.isSafeInteger(quantity) || quantity < 1) {
    throw new RangeError(`${quantity} is no number of things to pay for`)
  }
  const { kysely } = tx.withTypes<PaymentsTables>()
  const prices = await pricesOf(kysely, await currentVersion(kysely, now))
  const price = prices.find((one) => one.operation === operation)
  if (!price) throw problems.unknownOperation({ operation })
  return price
}

interface Priced {
  readonly price: Price
  readonly cost: number
  readonly paidByPlan: boolean
}

function newHold(wanted: ReserveCredits, { price, cost, paidByPlan }: Priced): Hold {
  const { organisationId, subject, operation, quantity, now } = wanted
  return {
    id: newId(),
    organisationId,
    subject,
    operation,
    quantity,
    priceVersion: price.version,
    cost,
    paidByPlan,
    state: 'held',
    used: 0,
    refunded: 0,
    createdAt: now,
    changedAt: now,
    version: 1,
  }
}

async function postReserved(tx: CallerTransaction, hold: Hold): Promise<void> {
  if (hold.paidByPlan) return
  await postCredits(tx.withTypes<PaymentsTables>().kysely, {
    organisationId: hold.organisationId,
    kind: 'reserved',
    causeId: hold.id,
    holdId: hold.id,
    at: hold.createdAt,
    moved: creditLines.reserved(hold),
  })
}
