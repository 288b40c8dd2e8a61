import type { RouteInput } from '@holdfast/kernel/contract'
import type { BookingDetail, bookingRoutes } from '../contract.ts'
import type { BookingsContext, BookingsParts } from '../parts.ts'
import { detailOf } from './booking-detail.ts'

/** One booking. For the holder of a link every other booking is `request.notFound`. */
export async function showBooking(
  ctx: BookingsContext,
  { params }: RouteInput<(typeof bookingRoutes)['showBooking']>,
  parts: Pick<BookingsParts, 'vault' | 'staff' | 'deposits'>,
): Promise<BookingDetail> {
  ctx.permit('bookings.read', params.id)
  return detailOf(ctx, params.id, parts)
}
