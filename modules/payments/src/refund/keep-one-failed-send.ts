import type { Kysely } from 'kysely'
import type { CallerTransaction } from '../parts.ts'
import type { PaymentsTables } from '../tables.ts'
import type { FailedSend, FailedSends } from './failed-sends.ts'

/**
 * Leaves one failed job for each refund that still waits for one, the first that failed, and drops
 * the others: their twins, and those whose refund has come to an end meanwhile. Resolves to the
 * refunds that wait for somebody to decide.
 */
export async function keepOneFailedSend(
  tx: CallerTransaction,
  organisationId: string,
  failedSends: FailedSends,
): Promise<ReadonlySet<string>> {
  const { kysely } = tx.withTypes<PaymentsTables>()
  const anyTables = tx.withTypes<unknown>()
  const failed = await failedSends.list(anyTables.kysely, organisationId)
  const open = await openRefunds(kysely, { organisationId, ids: failed.map(idOf) })
  const kept = new Set<string>()
  for (const one of failed.toReversed()) {
    if (open.has(one.refundId) && !kept.has(one.refundId)) kept.add(one.refundId)
    else await failedSends.discard(anyTables, one)
  }
  return kept
}

function idOf({ refundId }: FailedSend): string {
  return refundId
}

async function openRefunds(
  db: Kysely<PaymentsTables>,
  { organisationId, ids }: { readonly organisationId: string; readonly ids: readonly string[] },
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('payments.refund')
    .where('organisation_id', '=', organisationId)
    .where('id', 'in', [...ids])
    .where('state', 'in', ['requested', 'processing'])
    .select('id')
    .execute()
  return new Set(rows.map(({ id }) => id))
}
