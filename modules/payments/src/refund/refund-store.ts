import type { Kysely, Selectable } from 'kysely'
import type { PaymentsTables } from '../tables.ts'
import type { Refund } from './refund.ts'

type Db = Kysely<PaymentsTables>

export async function insertRefund(db: Db, refund: Refund): Promise<void> {
  await db.insertInto('payments.refund').values(rowOf(refund)).execute()
}

export async function findRefund(
  db: Db,
  organisationId: string,
  id: string,
): Promise<Refund | undefined> {
  const row = await selectRefunds(db, organisationId).where('id', '=', id).executeTakeFirst()
  return row && fromRow(row)
}

/** What a cause has refunded already of these payments. */
export async function refundsOfCause(
  db: Db,
  organisationId: string,
  { cause, paymentIds }: { readonly cause: string; readonly paymentIds: readonly string[] },
): Promise<Refund[]> {
  if (paymentIds.length === 0) return []
  const rows = await selectRefunds(db, organisationId)
    .where('cause', '=', cause)
    .where('payment_id', 'in', [...paymentIds])
    .execute()
  return rows.map(fromRow)
}

/** Oldest first. */
export async function refundsOf(
  db: Db,
  organisationId: string,
  paymentId: string,
): Promise<Refund[]> {
  const rows = await selectRefunds(db, organisationId)
    .where('payment_id', '=', paymentId)
    .orderBy('id')
    .execute()
  return rows.map(fromRow)
}

/** Stores a change. Its payment must be locked: refunds are changed under that lock alone. */
export async function saveRefund(db: Db, refund: Refund): Promise<void> {
  const { id, organisation_id, created_at: _, ...columns } = rowOf(refund)
  await db
    .updateTable('payments.refund')
    .set(columns)
    .where('organisation_id', '=', organisation_id)
    .where('id', '=', id)
    .where('version', '=', refund.version - 1)
    .returning('id')
    .executeTakeFirstOrThrow()
}

function selectRefunds(db: Db, organisationId: string) {
  return db.selectFrom('payments.refund').selectAll().where('organisation_id', '=', organisationId)
}

function fromRow(row: Selectable<PaymentsTables['payments.refund']>): Refund {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    paymentId: row.payment_id,
    attemptId: row.attempt_id,
    state: row.state,
    amount: row.amount,
    currency: row.currency,
    exponent: row.exponent,
    reason: row.reason,
    cause: row.cause,
    providerReference: row.provider_reference,
    failure: row.failure,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    version: row.version,
  }
}

function rowOf(refund: Refund) {
  return {
    id: refund.id,
    organisation_id: refund.organisationId,
    payment_id: refund.paymentId,
    attempt_id: refund.attemptId,
    state: refund.state,
    amount: refund.amount,
    currency: refund.currency,
    exponent: refund.exponent,
    reason: refund.reason,
    cause: refund.cause,
    provider_reference: refund.providerReference,
    failure: refund.failure,
    created_at: refund.createdAt,
    changed_at: refund.changedAt,
    version: refund.version,
  }
}
