import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import type { bookingRoutes } from '../contract.ts'
import { depositOf } from '../deposit/ask-deposits.ts'
import type { Moved } from '../deposit/deposits.ts'
import type { BookingsContext, BookingsParts } from '../parts.ts'
import { onceMoved, refundOf } from '../policies/refund.ts'
import { assertAllowed } from './allowed.ts'
import { requireBooking } from './booking-detail.ts'
import { findBooking, type StoredBooking } from './booking-store.ts'
import { judgingOf } from './locked-booking.ts'
import { viewerOf } from './onlooker.ts'
import { requestProblems } from '@holdfast/kernel/problems'

type PreviewRoute = (typeof bookingRoutes)['previewRefund']

/**
 * What cancelling now would give back, by the function that the cancellation itself asks; with
 * `movedTo`, what it would once the booking is moved to that day.
 */
export async function previewRefund(
  ctx: BookingsContext,
  { params, query }: RouteInput<PreviewRoute>,
  { deposits }: Pick<BookingsParts, 'deposits'>,
): Promise<RouteOutput<PreviewRoute>> {
  ctx.permit('bookings.cancel', params.id)
  const { refund: override, movedTo } = query
  if (override && viewerOf(ctx.actor) === 'guest') throw requestProblems.forbidden({ override })
  const booking = requireBooking(await findBooking(ctx.kysely, ctx.actor, params.id))
  assertAllowed('cancel', booking, judgingOf(ctx))
  const deposit = (await depositOf(deposits, ctx.kysely, booking)) ?? nothing(booking)
  const now = ctx.now()
  const asked = movedTo === undefined ? booking : onceMoved(booking, movedTo, now)
  const { rule, refund, kept, endsAt } = refundOf(asked, deposit, { now, override })
  return { rule, refund, kept, refundEndsAt: endsAt.toISOString() }
}

function nothing({ price }: StoredBooking): Moved {
  const none = { ...price.deposit, amount: 0 }
  return { paid: none, refunded: none, disputed: none }
}
