import { sql } from 'kysely'
import type { CallerTransaction } from '../parts.ts'

/** Whose payments: those of these subjects. */
export interface SubjectsOf {
  readonly organisationId: string
  readonly subjects: readonly string[]
}

/**
 * Empties what may name who paid: descriptions, reasons that staff wrote, what they noted when
 * they saw the money. Amounts, states and the ledger stay. In the caller's transaction; again it
 * changes nothing. Resolves to the ids of the payments and refunds.
 */
export async function forgetPayer(tx: CallerTransaction, of: SubjectsOf): Promise<string[]> {
  const db = tx.withTypes<unknown>().kysely
  const { organisationId, subjects } = of
  const payments = await sql<{ id: string }>`
    update payments.payment set description = ''
    where organisation_id = ${organisationId} and subject = any(${[...subjects]}::text[])
    returning id`.execute(db)
  const paymentIds = payments.rows.map(({ id }) => id)
  const refunds = await sql<{ id: string }>`
    update payments.refund set reason = case when cause like 'staff:%' then '' else reason end
    where organisation_id = ${organisationId} and payment_id = any(${paymentIds}::uuid[])
    returning id`.execute(db)
  await sql`
    update payments.verification v set note = '' from payments.attempt a
    where a.id = v.attempt_id and a.payment_id = any(${paymentIds}::uuid[])`.execute(db)
  return [...paymentIds, ...refunds.rows.map(({ id }) => id)]
}
