import { appendEvent, type Event, type Subscription } from '@holdfast/kernel/events'
import type { Transaction } from '@holdfast/kernel/postgres'
import { sql } from 'kysely'
import { findPayment } from '../payment/payment-store.ts'
import type { PaymentsTables } from '../tables.ts'
import { lockAccount } from './account.ts'
import { creditsPurpose } from './buy-credits.ts'
import { creditLines } from './credit-lines.ts'
import { postFollowing } from './follow-money.ts'
import { postCredits } from './post-credits.ts'

/** Adds what was bought once its payment is settled, however late. */
export const boughtCredits: Subscription = {
  name: 'payments.credits',
  types: ['payment.settled'],
  handle: addBoughtCredits,
}

/**
 * Adds the credits of a payment that was settled, in the transaction that handles the event. Told
 * twice or at once it adds them once.
 */
export async function addBoughtCredits(event: Event, tx: Transaction<unknown>): Promise<void> {
  const { paymentId, purpose } = event.data
  if (purpose !== creditsPurpose || typeof paymentId !== 'string') return
  const { kysely } = tx.withTypes<PaymentsTables>()
  const topUp = await kysely
    .selectFrom('payments.credit_top_up')
    .select(['credits', 'organisation_id'])
    .where('payment_id', '=', paymentId)
    .where('organisation_id', '=', event.organisationId)
    .executeTakeFirst()
  if (!topUp) return
  const { credits, organisation_id: organisationId } = topUp
  // From here on nobody else adds them.
  await lockAccount(kysely, organisationId)
  if (await isAdded(tx, paymentId)) return
  await postCredits(kysely, {
    organisationId,
    kind: 'bought',
    causeId: paymentId,
    paymentId,
    at: event.happenedAt,
    moved: creditLines.bought(credits),
  })
  await tell(event, tx, { type: 'credits.bought', data: { paymentId, credits } })
  await followMoneySince(event, tx, paymentId)
}

async function isAdded(tx: Transaction<unknown>, paymentId: string): Promise<boolean> {
  const { rows } = await sql`
    select from payments.credit_transaction
    where kind = 'bought' and cause_id = ${paymentId}`.execute(tx.kysely)
  return rows.length > 0
}

/** Some of the money may have gone back before its credits came. */
async function followMoneySince(
  event: Event,
  tx: Transaction<unknown>,
  paymentId: string,
): Promise<void> {
  const { kysely } = tx.withTypes<PaymentsTables>()
  const payment = await findPayment(kysely, event, paymentId)
  if (!payment) return
  const because = payment.disputed > 0 ? 'dispute' : 'refund'
  const moved = await postFollowing(kysely, payment, { because, at: event.happenedAt })
  if (moved) await tell(event, tx, moved)
}

interface Told {
  readonly type: string
  readonly data: Readonly<Record<string, string | number>>
}

async function tell(
  { organisationId, actorId, correlationId, data }: Event,
  tx: Transaction<unknown>,
  told: Told,
): Promise<void> {
  const subject = String(data['paymentId'])
  await appendEvent(tx, { ...told, subject, organisationId, actorId, correlationId })
}
