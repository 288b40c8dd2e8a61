import { newId } from '@holdfast/kernel/ids'
import type { Kysely } from 'kysely'
import type { PaymentsTables } from '../tables.ts'
import { accountSides, type AccountKind } from './accounts.ts'

type Db = Kysely<PaymentsTables>

/** One side of a transaction: debit above zero, credit below. */
export interface Line {
  readonly account: AccountKind
  /** Which of its kind: a provider's name or a payment's id; absent where there is one alone. */
  readonly of?: string
  readonly amount: number
}

export interface Posting {
  readonly organisationId: string
  readonly currency: string
  /** Why: with `causeId` it happens once. */
  readonly kind: string
  readonly causeId: string
  readonly paymentId: string
  readonly at: Date
  readonly lines: readonly Line[]
}

/**
 * Writes one transaction of the ledger. The database refuses one that does not sum to zero, one
 * that takes an account below zero, and a second one of the same kind and cause.
 */
export async function postToLedger(db: Db, posting: Posting): Promise<void> {
  const lines = posting.lines.filter(({ amount }) => amount !== 0)
  const ids = await accountIds(db, posting, lines)
  const transactionId = newId()
  await db
    .insertInto('payments.ledger_transaction')
    .values({
      id: transactionId,
      organisation_id: posting.organisationId,
      kind: posting.kind,
      cause_id: posting.causeId,
      payment_id: posting.paymentId,
      happened_at: posting.at,
    })
    .execute()
  const entries = lines.map((line) => ({
    id: newId(),
    transaction_id: transactionId,
    account_id: ids.get(nameOf(line)) ?? '',
    amount: line.amount,
  }))
  // Everybody locks accounts in the same order.
  const inOrder = entries.toSorted((one, other) => (one.account_id < other.account_id ? -1 : 1))
  await db.insertInto('payments.entry').values(inOrder).execute()
}

function nameOf({ account, of }: Line): string {
  return of === undefined ? account : `${account}:${of}`
}

async function accountIds(
  db: Db,
  { organisationId, currency }: Posting,
  lines: readonly Line[],
): Promise<ReadonlyMap<string, string>> {
  const accounts = lines.map((line) => ({
    id: newId(),
    organisation_id: organisationId,
    name: nameOf(line),
    currency,
    side: accountSides[line.account].side,
    may_be_negative: accountSides[line.account].mayBeNegative,
  }))
  const names = accounts.map(({ name }) => name)
  const find = () =>
    db
      .selectFrom('payments.account')
      .select(['id', 'name'])
      .where('organisation_id', '=', organisationId)
      .where('currency', '=', currency)
      .where('name', 'in', names)
      .execute()
  const found = await find()
  const missing = accounts.filter(({ name }) => !found.some((account) => account.name === name))
  if (missing.length === 0) return idsByName(found)
  const inOrder = missing.toSorted((one, other) => (one.name < other.name ? -1 : 1))
  await db
    .insertInto('payments.account')
    .values(inOrder)
    .onConflict((conflict) => conflict.columns(['organisation_id', 'currency', 'name']).doNothing())
    .execute()
  return idsByName(await find())
}

function idsByName(rows: readonly { readonly id: string; readonly name: string }[]) {
  return new Map(rows.map(({ id, name }) => [name, id]))
}
