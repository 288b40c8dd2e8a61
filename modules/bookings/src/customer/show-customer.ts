import type { RouteInput } from '@holdfast/kernel/contract'
import type { DataKey } from '@holdfast/kernel/crypto'
import { rowOf } from '../booking/booking-on-wire.ts'
import type { StoredBooking } from '../booking/booking-store.ts'
import { onlookerOf } from '../booking/onlooker.ts'
import { openDetails } from '../booking/private-details.ts'
import type { bookingRoutes, CustomerDetail } from '../contract.ts'
import { depositsOf } from '../deposit/ask-deposits.ts'
import type { BookingsContext, BookingsParts } from '../parts.ts'
import { bookingsOfCustomer } from './bookings-of-customer.ts'
import { emailOf, requireKey } from './customer-key.ts'
import { notesAbout } from './notes/note-store.ts'
import { notesOnWire } from './notes/notes-on-wire.ts'
import { findCustomer, type StoredCustomer } from './read-customer.ts'

type ShowRoute = (typeof bookingRoutes)['showCustomer']
type Parts = Pick<BookingsParts, 'vault' | 'staff' | 'deposits'>

const longestHistory = 100

/** One customer with the bookings within reach. Of who was erased, what no longer names them. */
export async function showCustomer(
  ctx: BookingsContext,
  { params }: RouteInput<ShowRoute>,
  parts: Parts,
): Promise<CustomerDetail> {
  ctx.permit('customers.read', params.id)
  const customer = await findCustomer(ctx.kysely, ctx.actor, params.id)
  const wanted = { customerId: customer.id, limit: longestHistory }
  const bookings = await bookingsOfCustomer(ctx.kysely, ctx.actor, wanted)
  const paid = await depositsOf(parts.deposits, ctx.kysely, bookings)
  const onlooker = onlookerOf(ctx, parts.staff)
  return {
    ...factsOf(customer, bookings),
    ...(await privateFactsOf(ctx, { customer, bookings }, parts)),
    history: bookings.map((booking) => rowOf(booking, paid.get(booking.id), onlooker)),
  }
}

function factsOf(customer: StoredCustomer, bookings: readonly StoredBooking[]) {
  const { id, createdAt, lastBookedAt, erasedAt } = customer
  return {
    id,
    name: bookings[0]?.name ?? '',
    bookings: bookings.length,
    createdAt: createdAt.toISOString(),
    lastBookedAt: lastBookedAt.toISOString(),
    ...(erasedAt ? { erasedAt: erasedAt.toISOString() } : {}),
  }
}

async function privateFactsOf(
  ctx: BookingsContext,
  { customer, bookings }: { customer: StoredCustomer; bookings: readonly StoredBooking[] },
  { vault, staff }: Parts,
): Promise<Pick<CustomerDetail, 'email' | 'phones' | 'notes'>> {
  if (customer.erasedAt) return { phones: [], notes: [] }
  const key = requireKey(vault, customer)
  const notes = await notesAbout(ctx.kysely, key, customer)
  return {
    email: emailOf(key, customer),
    phones: [...new Set(bookings.map((booking) => phoneOf(key, booking)))],
    notes: await notesOnWire(ctx, notes, staff),
  }
}

function phoneOf(key: DataKey, { id, sealed }: StoredBooking): string {
  return openDetails(key, id, sealed).contact.phone
}
