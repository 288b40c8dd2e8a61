import type { Kysely } from 'kysely'
import type { PaymentsTables } from '../tables.ts'
import type { SubjectsOf } from './forget-payer.ts'

/**
 * Those of these subjects with a refund that has not come to an end: asked for, at the provider, or
 * to be handed over, also when its job lies among the dead letters.
 */
export async function owedBackTo(
  db: Kysely<unknown>,
  { organisationId, subjects }: SubjectsOf,
): Promise<readonly string[]> {
  if (subjects.length === 0) return []
  const ours = db as Kysely<PaymentsTables> // one database holds every module's schema
  const rows = await ours
    .selectFrom('payments.refund as r')
    .innerJoin('payments.payment as p', 'p.id', 'r.payment_id')
    .where('r.organisation_id', '=', organisationId)
    .where('r.state', 'in', ['requested', 'processing', 'awaiting_offline'])
    .where('p.subject', 'in', [...subjects])
    .select('p.subject')
    .distinct()
    .execute()
  return rows.map(({ subject }) => subject)
}
