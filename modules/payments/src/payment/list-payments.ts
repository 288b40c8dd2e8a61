import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import { createPager } from '@holdfast/kernel/http'
import { z } from 'zod'
import type { paymentRoutes } from '../contract.ts'
import type { PaymentsContext } from '../parts.ts'
import { rowOf } from './payment-on-wire.ts'
import { fromRow, selectPayments } from './payment-store.ts'
import type { Payment } from './payment.ts'

type ListRoute = (typeof paymentRoutes)['listPayments']

// Ids begin with the time at which they were given.
const pager = createPager({
  columns: ['p.id'],
  direction: 'desc',
  key: z.tuple([z.uuid()]),
  keyOf: ({ id }: Payment) => [id] as const,
})

/** One page of the payments within reach, newest first. With an offset, also how many there are. */
export async function listPayments(
  ctx: PaymentsContext,
  { query }: RouteInput<ListRoute>,
): Promise<RouteOutput<ListRoute>> {
  ctx.permit('payments.list')
  const { state = [], subject = [] } = query
  let wanted = selectPayments(ctx.kysely, ctx.actor)
  if (state.length > 0) wanted = wanted.where('p.state', 'in', state)
  if (subject.length > 0) wanted = wanted.where('p.subject', 'in', subject)
  const rows = await pager.apply(wanted, query).execute()
  const total = query.offset === undefined ? undefined : await count(wanted)
  const { items, page } = pager.cut(rows.map(fromRow), query, total)
  return { items: items.map(rowOf), page }
}

async function count(payments: ReturnType<typeof selectPayments>): Promise<number> {
  const row = await payments
    .clearSelect()
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return row.total
}
