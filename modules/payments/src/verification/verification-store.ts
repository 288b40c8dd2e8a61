import type { Kysely } from 'kysely'
import type { PaymentsTables } from '../tables.ts'

type Db = Kysely<PaymentsTables>

export interface Verification {
  readonly id: string
  readonly organisationId: string
  readonly attemptId: string
  readonly actorId: string
  readonly note: Buffer
  readonly createdAt: Date
}

/** False when this person has verified the attempt before. */
export async function insertVerification(db: Db, verification: Verification): Promise<boolean> {
  const inserted = await db
    .insertInto('payments.verification')
    .values({
      id: verification.id,
      organisation_id: verification.organisationId,
      attempt_id: verification.attemptId,
      actor_id: verification.actorId,
      note: verification.note,
      created_at: verification.createdAt,
    })
    .onConflict((conflict) => conflict.columns(['attempt_id', 'actor_id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

/** Who has verified attempts of a payment, in their order. */
export async function verifiersOf(db: Db, organisationId: string, paymentId: string) {
  return db
    .selectFrom('payments.verification as v')
    .innerJoin('payments.attempt as a', 'a.id', 'v.attempt_id')
    .select(['v.attempt_id as attemptId', 'v.actor_id as actorId'])
    .where('v.organisation_id', '=', organisationId)
    .where('a.payment_id', '=', paymentId)
    .orderBy('v.id')
    .execute()
}
