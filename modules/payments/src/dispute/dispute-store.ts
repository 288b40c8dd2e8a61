import type { Kysely, Selectable } from 'kysely'
import type { PaymentsTables } from '../tables.ts'
import type { Dispute } from './dispute.ts'

type Db = Kysely<PaymentsTables>

export async function insertDispute(db: Db, dispute: Dispute): Promise<void> {
  await db.insertInto('payments.dispute').values(rowOf(dispute)).execute()
}

export async function findDispute(
  db: Db,
  attemptId: string,
  providerReference: string,
): Promise<Dispute | undefined> {
  const row = await db
    .selectFrom('payments.dispute')
    .selectAll()
    .where('attempt_id', '=', attemptId)
    .where('provider_reference', '=', providerReference)
    .executeTakeFirst()
  return row && fromRow(row)
}

/** Oldest first. */
export async function disputesOf(
  db: Db,
  organisationId: string,
  paymentId: string,
): Promise<Dispute[]> {
  const rows = await db
    .selectFrom('payments.dispute')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('payment_id', '=', paymentId)
    .orderBy('id')
    .execute()
  return rows.map(fromRow)
}

/** Stores a change. Its payment must be locked: disputes are changed under that lock alone. */
export async function saveDispute(db: Db, dispute: Dispute): Promise<void> {
  const { id, organisation_id, created_at: _, ...columns } = rowOf(dispute)
  await db
    .updateTable('payments.dispute')
    .set(columns)
    .where('organisation_id', '=', organisation_id)
    .where('id', '=', id)
    .where('version', '=', dispute.version - 1)
    .returning('id')
    .executeTakeFirstOrThrow()
}

function fromRow(row: Selectable<PaymentsTables['payments.dispute']>): Dispute {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    paymentId: row.payment_id,
    attemptId: row.attempt_id,
    providerReference: row.provider_reference,
    state: row.state,
    amount: row.amount,
    currency: row.currency,
    fromPayment: row.from_payment,
    reason: row.reason,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    version: row.version,
  }
}

function rowOf(dispute: Dispute) {
  return {
    id: dispute.id,
    organisation_id: dispute.organisationId,
    payment_id: dispute.paymentId,
    attempt_id: dispute.attemptId,
    provider_reference: dispute.providerReference,
    state: dispute.state,
    amount: dispute.amount,
    currency: dispute.currency,
    from_payment: dispute.fromPayment,
    reason: dispute.reason,
    created_at: dispute.createdAt,
    changed_at: dispute.changedAt,
    version: dispute.version,
  }
}
