import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import type { bookingRoutes } from '../../contract.ts'
import { depositsOf } from '../../deposit/ask-deposits.ts'
import type { BookingsContext, BookingsParts } from '../../parts.ts'
import { rowOf } from '../booking-on-wire.ts'
import { fromRow } from '../booking-store.ts'
import { onlookerOf } from '../onlooker.ts'
import { pagers } from './booking-orders.ts'
import { wantedBookings } from './wanted-bookings.ts'

type ListRoute = (typeof bookingRoutes)['listBookings']

/** One page of the bookings within reach. With an offset, also how many there are. */
export async function listBookings(
  ctx: BookingsContext,
  { query }: RouteInput<ListRoute>,
  { vault, staff, deposits }: Pick<BookingsParts, 'vault' | 'staff' | 'deposits'>,
): Promise<RouteOutput<ListRoute>> {
  ctx.permit('bookings.list')
  const wanted = wantedBookings(ctx, query, vault)
  const pager = pagers[query.sort]
  const rows = await pager.apply(wanted, query).execute()
  const total = query.offset === undefined ? undefined : await count(wanted)
  const { items, page } = pager.cut(rows.map(fromRow), query, total)
  const onlooker = onlookerOf(ctx, staff)
  const paid = await depositsOf(deposits, ctx.kysely, items)
  return { items: items.map((booking) => rowOf(booking, paid.get(booking.id), onlooker)), page }
}

async function count(bookings: ReturnType<typeof wantedBookings>): Promise<number> {
  const row = await bookings
    .clearSelect()
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return row.total
}
