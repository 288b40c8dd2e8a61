import type { Vault } from '@holdfast/kernel/crypto'
import { requireBooking } from '../booking/booking-detail.ts'
import { findBooking, type StoredBooking } from '../booking/booking-store.ts'
import { openDetails, type PrivateDetails } from '../booking/private-details.ts'
import { requireKey } from '../customer/customer-key.ts'
import type { BookingsContext } from '../parts.ts'

/** A booking with what only its guest and the business may read. Throws `request.notFound`. */
export async function openedBooking(
  ctx: Pick<BookingsContext, 'actor' | 'kysely'>,
  bookingId: string,
  vault: Vault,
): Promise<{ readonly booking: StoredBooking; readonly details: PrivateDetails }> {
  const booking = requireBooking(await findBooking(ctx.kysely, ctx.actor, bookingId))
  const { customerId: id, customerKey: dataKey } = booking
  const key = requireKey(vault, { id, dataKey })
  return { booking, details: openDetails(key, booking.id, booking.sealed) }
}
