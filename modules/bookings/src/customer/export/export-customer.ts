import type { RouteInput } from '@holdfast/kernel/contract'
import type { DataKey } from '@holdfast/kernel/crypto'
import { answer, type Answer } from '@holdfast/kernel/module'
import { rowOf } from '../../booking/booking-on-wire.ts'
import type { StoredBooking } from '../../booking/booking-store.ts'
import { onlookerOf } from '../../booking/onlooker.ts'
import { openDetails } from '../../booking/private-details.ts'
import { timelineOf } from '../../booking/timeline.ts'
import type { bookingRoutes, CustomerExport } from '../../contract.ts'
import type { BookingsContext, BookingsParts } from '../../parts.ts'
import { withoutTables } from '../../without-tables.ts'
import { allBookingsOf } from '../bookings-of-customer.ts'
import { emailOf, requireKey } from '../customer-key.ts'
import { notesAbout } from '../notes/note-store.ts'
import { notesOnWire } from '../notes/notes-on-wire.ts'
import { findCustomer } from '../read-customer.ts'
import { exportedWaits } from '../../waitlist/exported-waits.ts'

type ExportRoute = (typeof bookingRoutes)['exportCustomer']
type Parts = Pick<BookingsParts, 'vault' | 'staff' | 'paymentRecords'>

/**
 * Everything that is held about a customer, in one file. Throws `bookings.customerErased`, and
 * `bookings.beyondReach` for somebody who would see a part of it. That it was made is an event.
 */
export async function exportCustomer(
  ctx: BookingsContext,
  { params }: RouteInput<ExportRoute>,
  parts: Parts,
): Promise<Answer<ExportRoute>> {
  ctx.permit('customers.export', params.id)
  const file = await gather(ctx, params.id, parts)
  await ctx.transaction((tx) => tx.emit('customer.exported', { customerId: params.id }, params.id))
  return answer(200, file, {
    'content-disposition': `attachment; filename="customer-${params.id}.json"`,
    'cache-control': 'no-store',
  })
}

async function gather(ctx: BookingsContext, id: string, parts: Parts): Promise<CustomerExport> {
  const customer = await findCustomer(ctx.kysely, ctx.actor, id)
  const key = requireKey(parts.vault, customer)
  const bookings = await allBookingsOf(ctx.kysely, ctx.actor, customer)
  const { organisationId, createdAt, lastBookedAt } = customer
  const bookingIds = bookings.map((booking) => booking.id)
  const sought = { organisationId, bookingIds }
  const payments = await parts.paymentRecords.recordsOf(withoutTables(ctx.kysely), sought)
  const notes = await notesAbout(ctx.kysely, key, customer)
  return {
    exportedAt: ctx.now().toISOString(),
    customer: {
      id,
      email: emailOf(key, customer),
      createdAt: createdAt.toISOString(),
      lastBookedAt: lastBookedAt.toISOString(),
    },
    bookings: await exportedBookings(ctx, { bookings, key }, parts),
    waitlist: await exportedWaits(ctx, { customerId: id, key }, parts),
    notes: await notesOnWire(ctx, notes, parts.staff),
    payments: [...payments],
  }
}

async function exportedBookings(
  ctx: BookingsContext,
  { bookings, key }: { readonly bookings: readonly StoredBooking[]; readonly key: DataKey },
  { staff }: Parts,
): Promise<CustomerExport['bookings']> {
  const onlooker = onlookerOf(ctx, staff)
  const exported: CustomerExport['bookings'] = []
  for (const booking of bookings) {
    const { actions: _, ...row } = rowOf(booking, undefined, onlooker)
    const { contact, venue, allergens, specialRequests, cancelReason } = openDetails(
      key,
      booking.id,
      booking.sealed,
    )
    const { id, price } = booking
    exported.push({
      ...row,
      contact,
      venue,
      allergens: [...allergens],
      ...(specialRequests === undefined ? {} : { specialRequests }),
      ...(cancelReason === undefined ? {} : { cancelReason }),
      history: await timelineOf(ctx, { id, cancelReason, price, key }, staff),
    })
  }
  return exported
}
