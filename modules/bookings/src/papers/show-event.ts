import type { RouteInput } from '@holdfast/kernel/contract'
import { answer, type Answer } from '@holdfast/kernel/module'
import type { bookingRoutes } from '../contract.ts'
import type { BookingsContext, BookingsParts } from '../parts.ts'
import { openedBooking } from './opened-booking.ts'
import { eventFile } from './event-file.ts'

type EventRoute = (typeof bookingRoutes)['showEvent']

/** The calendar file of a booking, for its guest and for staff. */
export async function showEvent(
  ctx: BookingsContext,
  { params }: RouteInput<EventRoute>,
  { vault, ...facts }: Pick<BookingsParts, 'vault' | 'businessName' | 'businessMail' | 'publicUrl'>,
): Promise<Answer<EventRoute>> {
  ctx.permit('bookings.read', params.id)
  const { booking, details } = await openedBooking(ctx, params.id, vault)
  const file = eventFile({ booking, venue: details.venue, ...facts })
  return answer(200, file, {
    'content-disposition': `attachment; filename="${booking.reference}.ics"`,
  })
}
