import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import { createPager } from '@holdfast/kernel/http'
import { sql, type Kysely } from 'kysely'
import { z } from 'zod'
import type { CreditMovement, creditRoutes } from '../contract.ts'
import type { PaymentsContext } from '../parts.ts'
import type { PaymentsTables } from '../tables.ts'

type Route = (typeof creditRoutes)['listCreditMovements']

const pager = createPager({
  columns: ['t.number'],
  direction: 'desc',
  key: z.tuple([z.int()]),
  keyOf: ({ number }: { readonly number: number }) => [number] as const,
})

/** One page of how the credits have moved, newest first. */
export async function listCreditMovements(
  ctx: PaymentsContext,
  { query }: RouteInput<Route>,
): Promise<RouteOutput<Route>> {
  ctx.permit('credits.read')
  const rows = await pager.apply(selectMovements(ctx.kysely, ctx.organisationId), query).execute()
  const { items, page } = pager.cut(rows, query)
  return { items: items.map((row) => movementOf(row as MovementRow)), page }
}

/** The movements of an organisation; `t` can be filtered on. */
export function selectMovements(db: Kysely<PaymentsTables>, organisationId: string) {
  return db
    .selectFrom('payments.credit_transaction as t')
    .leftJoin('payments.credit_hold as h', 'h.id', 't.hold_id')
    .where('t.organisation_id', '=', organisationId)
    .select([
      't.id',
      't.number',
      't.kind',
      't.available_after',
      't.payment_id',
      't.reason',
      't.happened_at',
      'h.subject',
      'h.operation',
      'h.quantity',
      'h.paid_by_plan',
      changeOf('available'),
      changeOf('held'),
      changeOf('spent'),
      changeOf('owed'),
    ])
}

function changeOf<Name extends 'available' | 'held' | 'spent' | 'owed'>(name: Name) {
  return sql<number>`coalesce((select amount from payments.credit_entry
    where transaction_id = t.id and account = ${name}), 0)`.as(name)
}

export type MovementRow = Awaited<
  ReturnType<ReturnType<typeof selectMovements>['executeTakeFirstOrThrow']>
>

export function movementOf(row: MovementRow): CreditMovement {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    available: row.available,
    held: row.held,
    spent: row.spent,
    // Below zero in the books by what is owed.
    owed: 0 - row.owed,
    byPlan: row.paid_by_plan ?? false,
    availableAfter: row.available_after,
    subject: row.subject,
    operation: row.operation,
    quantity: row.quantity,
    paymentId: row.payment_id,
    reason: row.reason,
    happenedAt: row.happened_at.toISOString(),
  }
}
