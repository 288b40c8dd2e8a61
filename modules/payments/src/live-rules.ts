import type { Event } from '@holdfast/kernel/events'
import type { LiveRules } from '@holdfast/kernel/module'
import type { Kysely } from 'kysely'
import type { PaymentsTables } from './tables.ts'

/** What is told of payments while it happens, to whom, and of which unit it is. */
export const liveRules: LiveRules = {
  events: [
    {
      types: [
        'payment.requested',
        'payment.processing',
        'payment.awaitingOffline',
        'payment.seenOnce',
        'payment.settled',
        'payment.overpaid',
        'payment.failed',
        'payment.expired',
        'payment.contradicted',
        'payment.refunded',
        'payment.refundFailed',
        'payment.disputed',
      ],
      action: 'payments.list',
      unitsOf: unitsOfPayments,
    },
    {
      types: [
        'credits.reserved',
        'credits.settled',
        'credits.released',
        'credits.refunded',
        'credits.bought',
        'credits.takenBack',
        'credits.restored',
        'credits.adjusted',
        'credits.planChanged',
      ],
      action: 'credits.read',
    },
  ],
}

async function unitsOfPayments(
  connection: Kysely<unknown>,
  events: readonly Event[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const db = connection as Kysely<PaymentsTables> // one database holds every module's schema
  const ids = [...new Set(events.map(paymentIdOf))].filter((id) => id !== '')
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('payments.payment')
    .select(['id', 'unit_id'])
    .where('id', 'in', ids)
    .execute()
  const units = new Map(rows.map(({ id, unit_id }) => [id, unit_id === null ? [] : [unit_id]]))
  return new Map(events.map((event) => [event.id, units.get(paymentIdOf(event)) ?? []]))
}

function paymentIdOf({ data }: Event): string {
  const { paymentId } = data
  return typeof paymentId === 'string' ? paymentId : ''
}
