import type { Kysely, Selectable } from 'kysely'
import { within, type Reach } from '../reach.ts'
import type { PaymentsTables } from '../tables.ts'
import type { Payment } from './payment.ts'

type Db = Kysely<PaymentsTables>

/** False when there is one of this id already. */
export async function insertPayment(db: Db, payment: Payment): Promise<boolean> {
  const inserted = await db
    .insertInto('payments.payment')
    .values(rowOf(payment))
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

/** One payment, when it is within reach. */
export async function findPayment(db: Db, reach: Reach, id: string): Promise<Payment | undefined> {
  const row = await selectPayments(db, reach).where('p.id', '=', id).executeTakeFirst()
  return row && fromRow(row)
}

/** `findPayment` that lets nobody else change it until the transaction ends. */
export async function lockPayment(db: Db, reach: Reach, id: string): Promise<Payment | undefined> {
  const row = await selectPayments(db, reach)
    .where('p.id', '=', id)
    .forNoKeyUpdate('p')
    .executeTakeFirst()
  return row && fromRow(row)
}

/** All payments of a subject, oldest first, locked in that order. */
export async function lockPaymentsOf(
  db: Db,
  organisationId: string,
  subject: string,
): Promise<Payment[]> {
  const rows = await selectPayments(db, { organisationId })
    .where('p.subject', '=', subject)
    .orderBy('p.id')
    .forNoKeyUpdate('p')
    .execute()
  return rows.map(fromRow)
}

/** Stores a change. The payment must be locked, or at the version before this one. */
export async function savePayment(db: Db, payment: Payment): Promise<void> {
  const { id, organisation_id, created_at: _, ...columns } = rowOf(payment)
  await db
    .updateTable('payments.payment')
    .set(columns)
    .where('organisation_id', '=', organisation_id)
    .where('id', '=', id)
    .where('version', '=', payment.version - 1)
    .returning('id')
    .executeTakeFirstOrThrow()
}

/** Payments within reach; `p` can be filtered on. */
export function selectPayments(db: Db, reach: Reach) {
  return db.selectFrom('payments.payment as p').where(within(reach, 'p')).selectAll('p')
}

export function fromRow(row: Selectable<PaymentsTables['payments.payment']>): Payment {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    subject: row.subject,
    unitId: row.unit_id,
    purpose: row.purpose,
    description: row.description,
    state: row.state,
    amount: row.amount,
    currency: row.currency,
    exponent: row.exponent,
    paid: row.paid,
    refunding: row.refunding,
    refunded: row.refunded,
    disputed: row.disputed,
    dueBy: row.due_by,
    settledAt: row.settled_at,
    late: row.late,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    version: row.version,
  }
}

function rowOf(payment: Payment) {
  return {
    id: payment.id,
    organisation_id: payment.organisationId,
    subject: payment.subject,
    unit_id: payment.unitId,
    purpose: payment.purpose,
    description: payment.description,
    state: payment.state,
    amount: payment.amount,
    currency: payment.currency,
    exponent: payment.exponent,
    paid: payment.paid,
    refunding: payment.refunding,
    refunded: payment.refunded,
    disputed: payment.disputed,
    due_by: payment.dueBy,
    settled_at: payment.settledAt,
    late: payment.late,
    created_at: payment.createdAt,
    changed_at: payment.changedAt,
    version: payment.version,
  }
}
