import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import type { bookingRoutes } from '../../contract.ts'
import type { BookingsContext, BookingsParts } from '../../parts.ts'
import { customerPager, selectCustomers } from './customer-rows.ts'

type ListRoute = (typeof bookingRoutes)['listCustomers']

/** One page of the customers within reach. With an offset, also how many there are. */
export async function listCustomers(
  ctx: BookingsContext,
  { query }: RouteInput<ListRoute>,
  { vault }: Pick<BookingsParts, 'vault'>,
): Promise<RouteOutput<ListRoute>> {
  ctx.permit('customers.list')
  const wanted = selectCustomers(ctx.kysely, ctx.actor, { filters: query, vault })
  const rows = await customerPager.apply(wanted, query).execute()
  const total = query.offset === undefined ? undefined : await count(wanted)
  const { items, page } = customerPager.cut(rows, query, total)
  const shown = items as typeof rows // the very rows that went in
  return {
    items: shown.map((row) => ({
      id: row.id,
      name: row.name ?? '',
      bookings: row.bookings,
      lastBookedAt: row.last_booked_at.toISOString(),
      createdAt: row.created_at.toISOString(),
    })),
    page,
  }
}

async function count(customers: ReturnType<typeof selectCustomers>): Promise<number> {
  const row = await customers
    .clearSelect()
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return row.total
}
