import { releaseAllocations } from '../allocation/allocation-store.ts'
import type { BookingAction, BookingDetail, BookingState } from '../contract.ts'
import { forDeposits } from '../deposit/ask-deposits.ts'
import type { BookingsContext, BookingsParts } from '../parts.ts'
import { slotsChanged, timeLetGo } from '../slots/slot-cache.ts'
import { assertAllowed } from './allowed.ts'
import { detailOf } from './booking-detail.ts'
import { saveBooking } from './booking-store.ts'
import { assertVersion, judgingOf, lockedBooking } from './locked-booking.ts'
import { activeStates, move } from './states.ts'

interface Input {
  readonly params: { readonly id: string }
  readonly body: { readonly version?: number | undefined }
}
type Parts = Pick<BookingsParts, 'vault' | 'staff' | 'deposits' | 'cache'>

interface Step {
  readonly action: BookingAction
  readonly to: BookingState
  readonly event: string
}

/** Notes that the evening has begun: from its day on, on the station's clocks. */
export function seatBooking(ctx: BookingsContext, input: Input, parts: Parts) {
  return serve(ctx, input, { parts, action: 'seat', to: 'seated', event: 'booking.seated' })
}

/** Notes that the evening is over, and frees what is left of its time. */
export function completeBooking(ctx: BookingsContext, input: Input, parts: Parts) {
  const step = { action: 'complete', to: 'completed', event: 'booking.completed' } as const
  return serve(ctx, input, { parts, ...step })
}

/** Notes that nobody was there, once it should have begun. The deposit is kept. */
export function markNoShow(ctx: BookingsContext, input: Input, parts: Parts) {
  const step = { action: 'noShow', to: 'no_show', event: 'booking.noShow' } as const
  return serve(ctx, input, { parts, ...step })
}

/** Each of them called again changes nothing. */
async function serve(
  ctx: BookingsContext,
  { params, body }: Input,
  { parts, action, to, event }: Step & { readonly parts: Parts },
): Promise<BookingDetail> {
  ctx.permit('bookings.serve', params.id)
  await ctx.transaction(async (tx) => {
    const booking = await lockedBooking(ctx, tx, params.id)
    if (booking.state === to) return
    assertVersion(booking, body.version)
    assertAllowed(action, booking, judgingOf(ctx))
    const next = move(booking, to, ctx.now())
    await saveBooking(tx.kysely, next)
    if (!activeStates.some((state) => state === to)) {
      const of = { organisationId: booking.organisationId, bookingId: booking.id, now: ctx.now() }
      await releaseAllocations(tx.kysely, booking.id, ctx.now())
      await parts.deposits.close(forDeposits(tx), of)
    }
    await tx.emit(event, { bookingId: next.id, version: next.version }, next.id)
    await slotsChanged(tx, parts.cache, timeLetGo(booking))
  })
  return detailOf(ctx, params.id, parts)
}
