import { databaseError } from '@holdfast/kernel/postgres'
import type { RouteInput } from '@holdfast/kernel/contract'
import { issueAccessToken } from '../lookup/access-token.ts'
import type { BookingReceipt, bookingRoutes } from '../contract.ts'
import { depositOf } from '../deposit/ask-deposits.ts'
import { emailIndexes } from '../customer/contact.ts'
import { releaseInTheWay } from '../hold/expire-hold.ts'
import { takeUpOwnHold } from '../hold/own-hold.ts'
import type { BookingsContext, BookingsParts } from '../parts.ts'
import { findStation } from '../station/station-store.ts'
import { bookDraft } from './book-draft.ts'
import type { Booking } from './booking.ts'
import { factsOf } from './booking-on-wire.ts'
import { draftBooking, type Draft } from './draft.ts'
import { explainRefusal, isCollision, isFreeByNow, isRefusedByBookings } from './explain-refusal.ts'
import { guestOnlooker } from './onlooker.ts'
import { termsOf } from './terms.ts'

const attempts = 4

/**
 * Books a time: confirmed at once, or held until the deposit is paid where one is asked. Throws
 * `bookings.slotTaken` with `alternatives` when it is gone, `bookings.overlap` when the same
 * customer has a booking then, `bookings.tooManyHolds` for a third unpaid one, and the problem of
 * the rule that refuses the time, the menu or the quote. Anybody may. Who asks again for what they already hold gets that
 * hold; a confirmed booking called for twice is booked twice: the caller's key prevents that.
 */
export async function createBooking(
  ctx: BookingsContext,
  { body }: RouteInput<(typeof bookingRoutes)['createBooking']>,
  parts: BookingsParts,
): Promise<BookingReceipt> {
  const station = await findStation(ctx.kysely, ctx.actor, body.stationId)
  const terms = await termsOf(ctx, { station, body }, parts)
  const booking = await bookOrExplain(ctx, draftBooking(ctx, { station, terms }, body), parts)
  const access = issueAccessToken(parts.vault, booking.id, ctx.now())
  const deposit =
    booking.price.deposit.amount > 0
      ? await depositOf(parts.deposits, ctx.kysely, booking)
      : undefined
  // Whoever books is handed the guest's link, and sees what the guest may do with it.
  return { ...factsOf(booking, deposit, guestOnlooker(ctx.now())), accessToken: access.token }
}

async function bookOrExplain(
  ctx: BookingsContext,
  draft: Draft,
  parts: BookingsParts,
): Promise<Booking> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await book(ctx, draft, { parts, exclusive: attempt > 1 })
    } catch (error) {
      const mayTryAgain = attempt < attempts
      if (mayTryAgain && (isCollision(error) || isReferenceUsed(error))) continue
      const isInTheWay = isRefusedByBookings(error)
      const own = isInTheWay ? await takeUpOwnHold(ctx, draft, parts) : undefined
      if (own) return own
      if (isInTheWay && mayTryAgain && (await mayFitNow(ctx, draft, { error, parts }))) continue
      throw await explainRefusal(ctx, draft, error)
    }
  }
}

/** Holds that had run out were released: by this, or by somebody else in the meantime. */
async function mayFitNow(
  ctx: BookingsContext,
  draft: Draft,
  { error, parts }: { readonly error: unknown; readonly parts: BookingsParts },
): Promise<boolean> {
  const { organisationId, stationId, details } = draft
  const of = { organisationId, stationId, emails: emailIndexes(parts.vault, details.contact.email) }
  const { deposits, cache } = parts
  const released = await ctx.transaction((tx) =>
    releaseInTheWay(tx, of, { deposits, cache, now: ctx.now() }),
  )
  return released > 0 || isFreeByNow(ctx, draft, error)
}

function book(
  ctx: BookingsContext,
  draft: Draft,
  { parts, exclusive }: { readonly parts: BookingsParts; readonly exclusive: boolean },
): Promise<Booking> {
  return ctx.transaction((tx) => bookDraft(tx, draft, { ...parts, ids: ctx.ids, exclusive }))
}

function isReferenceUsed(error: unknown): boolean {
  return databaseError(error)?.constraint === 'booking_reference'
}
