import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import { createPager, type Pager } from '@holdfast/kernel/http'
import { sql } from 'kysely'
import { z } from 'zod'
import type { bookingRoutes, BookingSort } from '../contract.ts'
import { emailIndexes, phoneIndexes, readPhone } from '../customer/contact.ts'
import type { BookingsContext, BookingsParts } from '../parts.ts'
import type { Booking } from './booking.ts'
import { rowOf, viewerOf } from './booking-on-wire.ts'
import { fromRow, selectBookings } from './booking-store.ts'

type ListRoute = (typeof bookingRoutes)['listBookings']
type Filters = RouteInput<ListRoute>['query']
type Bookings = ReturnType<typeof selectBookings>

// Instants of bookings have whole milliseconds, so that none is cut in the cursor.
const byStart = {
  columns: ['b.starts_at', 'b.id'],
  key: z.tuple([z.iso.datetime(), z.uuid()]),
  keyOf: (booking: Booking) => [booking.startsAt.toISOString(), booking.id] as const,
}

// Ids begin with the time at which they were given.
const byCreation = {
  columns: ['b.id'],
  key: z.tuple([z.uuid()]),
  keyOf: (booking: Booking) => [booking.id] as const,
}

const pagers: Readonly<Record<BookingSort, Pager<Booking>>> = {
  start: createPager({ ...byStart, direction: 'asc' }),
  '-start': createPager({ ...byStart, direction: 'desc' }),
  created: createPager({ ...byCreation, direction: 'asc' }),
  '-created': createPager({ ...byCreation, direction: 'desc' }),
}

/** One page of an organisation's bookings, newest start first unless told. With an offset, also the total. */
export async function listBookings(
  ctx: BookingsContext,
  { query }: RouteInput<ListRoute>,
  { vault }: Pick<BookingsParts, 'vault'>,
): Promise<RouteOutput<ListRoute>> {
  ctx.permit('bookings.list')
  const wanted = filtered(selectBookings(ctx.kysely, ctx.actor), query, vault)
  const pager = pagers[query.sort]
  const rows = await pager.apply(wanted, query).execute()
  const total = query.offset === undefined ? undefined : await count(wanted)
  const { items, page } = pager.cut(rows.map(fromRow), query, total)
  const viewer = viewerOf(ctx.actor)
  return { items: items.map((booking) => rowOf(booking, viewer, ctx.now())), page }
}

function filtered(select: Bookings, query: Filters, vault: BookingsParts['vault']): Bookings {
  const { state, stationId, from, to, q, email, phone } = query
  let bookings = select
  if (state) bookings = bookings.where('b.state', '=', state)
  if (stationId) bookings = bookings.where('b.station_id', '=', stationId)
  if (from) bookings = bookings.where('b.wall_date', '>=', from)
  if (to) bookings = bookings.where('b.wall_date', '<=', to)
  if (q) bookings = containing(bookings, q)
  if (email) bookings = bookings.where('c.email_index', 'in', emailIndexes(vault, email))
  return phone ? withPhone(bookings, phone, vault) : bookings
}

function containing(bookings: Bookings, text: string): Bookings {
  const pattern = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  return bookings.where((where) =>
    where.or([where('b.reference', 'ilike', pattern), where('b.name', 'ilike', pattern)]),
  )
}

// What can not be a number belongs to nobody.
function withPhone(bookings: Bookings, typed: string, vault: BookingsParts['vault']): Bookings {
  const phone = readPhone(typed)
  return phone === undefined
    ? bookings.where(sql<boolean>`false`)
    : bookings.where('b.phone_index', 'in', phoneIndexes(vault, phone))
}

async function count(bookings: Bookings): Promise<number> {
  const row = await bookings
    .clearSelect()
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return row.total
}
