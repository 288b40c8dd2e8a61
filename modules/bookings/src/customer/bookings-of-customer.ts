import type { Kysely } from 'kysely'
import { fromRow, selectBookings, type StoredBooking } from '../booking/booking-store.ts'
import { problems } from '../problems.ts'
import type { Reach } from '../reach/reach.ts'
import type { BookingsTables } from '../tables.ts'
import type { StoredCustomer } from './read-customer.ts'

type Db = Kysely<BookingsTables>

/** Their bookings within reach, the latest first, at most `limit`. */
export async function bookingsOfCustomer(
  db: Db,
  reach: Reach,
  { customerId, limit }: { readonly customerId: string; readonly limit?: number },
): Promise<readonly StoredBooking[]> {
  const theirs = selectBookings(db, reach)
    .where('b.customer_id', '=', customerId)
    .orderBy('b.id', 'desc')
  const rows = await (limit === undefined ? theirs : theirs.limit(limit)).execute()
  return rows.map(fromRow)
}

/**
 * All of their bookings. Throws `bookings.beyondReach` for somebody who is limited to stations and
 * would see, or erase, a part of a person.
 */
export async function allBookingsOf(
  db: Db,
  reach: Reach,
  { id: customerId, organisationId }: Pick<StoredCustomer, 'id' | 'organisationId'>,
): Promise<readonly StoredBooking[]> {
  const all = await bookingsOfCustomer(db, { organisationId }, { customerId })
  const { scope } = reach
  if (scope && all.some(({ stationId }) => !scope.has(stationId))) throw problems.beyondReach()
  return all
}
