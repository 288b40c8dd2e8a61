import { requestProblems } from '@holdfast/kernel/problems'
import type { BookingDetail } from '../contract.ts'
import { depositOf } from '../deposit/ask-deposits.ts'
import type { BookingsContext, BookingsParts } from '../parts.ts'
import { factsOf } from './booking-on-wire.ts'
import { findBooking, type StoredBooking } from './booking-store.ts'
import { onlookerOf } from './onlooker.ts'
import { openDetails } from './private-details.ts'
import { timelineOf } from './timeline.ts'

/** A booking with everything, for those who may see it. Throws `request.notFound`. */
export async function detailOf(
  ctx: BookingsContext,
  bookingId: string,
  { vault, staff, deposits }: Pick<BookingsParts, 'vault' | 'staff' | 'deposits'>,
): Promise<BookingDetail> {
  const booking = requireBooking(await findBooking(ctx.kysely, ctx.actor, bookingId))
  const key = vault.openDataKey(booking.customerId, booking.customerKey)
  const { contact, venue, allergens, ...rest } = openDetails(key, booking.id, booking.sealed)
  const onlooker = onlookerOf(ctx, staff)
  return {
    ...factsOf(booking, await depositOf(deposits, ctx.kysely, booking), onlooker),
    contact: { name: booking.name, ...contact },
    venue,
    allergens: [...allergens],
    ...(rest.specialRequests === undefined ? {} : { specialRequests: rest.specialRequests }),
    ...(rest.cancelReason === undefined ? {} : { cancelReason: rest.cancelReason }),
    timeline: await timelineOf(
      ctx,
      { id: booking.id, cancelReason: rest.cancelReason, price: booking.price, key },
      staff,
    ),
  }
}

/** The booking, or `request.notFound`: out of reach is as good as none. */
export function requireBooking(booking: StoredBooking | undefined): StoredBooking {
  if (booking) return booking
  throw requestProblems.notFound()
}
