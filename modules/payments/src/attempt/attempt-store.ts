import type { Kysely, Selectable } from 'kysely'
import type { PaymentMethod } from '../contract.ts'
import type { PaymentsTables } from '../tables.ts'
import { underWay, type Attempt } from './attempt.ts'

type Db = Kysely<PaymentsTables>

/** False when there is one under way already that pays in the same way. */
export async function insertAttempt(db: Db, attempt: Attempt): Promise<boolean> {
  const inserted = await db
    .insertInto('payments.attempt')
    .values(rowOf(attempt))
    .onConflict((conflict) =>
      conflict.columns(['payment_id', 'method']).where('state', 'in', underWay).doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

export async function findAttempt(
  db: Db,
  organisationId: string,
  id: string,
): Promise<Attempt | undefined> {
  const row = await selectAttempts(db)
    .where('id', '=', id)
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst()
  return row && fromRow(row)
}

/** The attempt that a provider knows by an id of its own. */
export async function findByProviderReference(
  db: Db,
  organisationId: string,
  known: Pick<Attempt, 'provider'> & { readonly providerReference: string },
): Promise<Attempt | undefined> {
  const row = await selectAttempts(db)
    .where('organisation_id', '=', organisationId)
    .where('provider', '=', known.provider)
    .where('provider_reference', '=', known.providerReference)
    .executeTakeFirst()
  return row && fromRow(row)
}

/** The attempt under way that pays in this way. */
export async function attemptUnderWay(
  db: Db,
  paymentId: string,
  method: PaymentMethod,
): Promise<Attempt | undefined> {
  const row = await selectAttempts(db)
    .where('payment_id', '=', paymentId)
    .where('method', '=', method)
    .where('state', 'in', underWay)
    .executeTakeFirst()
  return row && fromRow(row)
}

/** Oldest first. The payment should be locked when they are to be changed. */
export async function attemptsOf(db: Db, paymentId: string): Promise<Attempt[]> {
  const rows = await selectAttempts(db).where('payment_id', '=', paymentId).orderBy('id').execute()
  return rows.map(fromRow)
}

export async function attemptsUnderWay(db: Db, paymentId: string): Promise<Attempt[]> {
  const rows = await selectAttempts(db)
    .where('payment_id', '=', paymentId)
    .where('state', 'in', underWay)
    .orderBy('id')
    .execute()
  return rows.map(fromRow)
}

/** Stores a change. Its payment must be locked: attempts are changed under that lock alone. */
export async function saveAttempt(db: Db, attempt: Attempt): Promise<void> {
  const { id, organisation_id, created_at: _, ...columns } = rowOf(attempt)
  await db
    .updateTable('payments.attempt')
    .set(columns)
    .where('organisation_id', '=', organisation_id)
    .where('id', '=', id)
    .where('version', '=', attempt.version - 1)
    .returning('id')
    .executeTakeFirstOrThrow()
}

function selectAttempts(db: Db) {
  return db.selectFrom('payments.attempt').selectAll()
}

export function fromRow(row: Selectable<PaymentsTables['payments.attempt']>): Attempt {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    paymentId: row.payment_id,
    provider: row.provider,
    method: row.method,
    state: row.state,
    amount: row.amount,
    currency: row.currency,
    exponent: row.exponent,
    providerReference: row.provider_reference,
    reference: row.reference,
    decline: row.decline,
    contradiction: row.contradiction,
    refunded: row.refunded,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    askedAt: row.asked_at,
    version: row.version,
  }
}

function rowOf(attempt: Attempt) {
  return {
    id: attempt.id,
    organisation_id: attempt.organisationId,
    payment_id: attempt.paymentId,
    provider: attempt.provider,
    method: attempt.method,
    state: attempt.state,
    amount: attempt.amount,
    currency: attempt.currency,
    exponent: attempt.exponent,
    provider_reference: attempt.providerReference,
    reference: attempt.reference,
    decline: attempt.decline,
    contradiction: attempt.contradiction,
    refunded: attempt.refunded,
    created_at: attempt.createdAt,
    changed_at: attempt.changedAt,
    asked_at: attempt.askedAt,
    version: attempt.version,
  }
}
