import { sql } from 'kysely'
import type { RouteInput } from '@holdfast/kernel/contract'
import type { bookingRoutes } from '../../contract.ts'
import { emailIndexes, phoneIndexes, readPhone } from '../../customer/contact.ts'
import type { BookingsContext, BookingsParts } from '../../parts.ts'
import { selectBookings } from '../booking-store.ts'
import { readReference } from '../reference.ts'

/** What somebody looks for: the same for the list and for the file made of it. */
export type Filters = Omit<RouteInput<(typeof bookingRoutes)['exportBookings']>['query'], 'sort'>
type Vault = BookingsParts['vault']
type Bookings = ReturnType<typeof selectBookings>

/** The bookings within reach that fit every filter, in no order. */
export function wantedBookings(
  ctx: Pick<BookingsContext, 'actor' | 'kysely'>,
  filters: Filters,
  vault: Vault,
): Bookings {
  const { id = [], state = [], stationId, from, to, q, email, phone } = filters
  let bookings = selectBookings(ctx.kysely, ctx.actor)
  if (id.length > 0) bookings = bookings.where('b.id', 'in', id)
  if (state.length > 0) bookings = bookings.where('b.state', 'in', state)
  if (stationId) bookings = bookings.where('b.station_id', '=', stationId)
  if (from) bookings = bookings.where('b.wall_date', '>=', from)
  if (to) bookings = bookings.where('b.wall_date', '<=', to)
  if (q) bookings = containing(bookings, q)
  if (email) bookings = bookings.where('c.email_index', 'in', emailIndexes(vault, email))
  return phone ? withPhone(bookings, phone, vault) : bookings
}

/** Part of a reference or name; a whole reference also when it is written in another way. */
function containing(bookings: Bookings, text: string): Bookings {
  const pattern = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  const reference = readReference(text)
  return bookings.where((where) =>
    where.or([
      where('b.reference', 'ilike', pattern),
      where('b.name', 'ilike', pattern),
      ...(reference === undefined ? [] : [where('b.reference', '=', reference)]),
    ]),
  )
}

// What can not be a number belongs to nobody.
function withPhone(bookings: Bookings, typed: string, vault: Vault): Bookings {
  const phone = readPhone(typed)
  return phone === undefined
    ? bookings.where(sql<boolean>`false`)
    : bookings.where('b.phone_index', 'in', phoneIndexes(vault, phone))
}
