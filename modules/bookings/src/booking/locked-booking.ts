import type { BookingsContext, BookingsTransaction } from '../parts.ts'
import { problems } from '../problems.ts'
import { requireBooking } from './booking-detail.ts'
import { lockBooking, type StoredBooking } from './booking-store.ts'
import { viewerOf } from './onlooker.ts'
import type { Judging } from './allowed.ts'

/** The booking, which nobody else changes until the transaction ends; or `request.notFound`. */
export async function lockedBooking(
  ctx: BookingsContext,
  tx: BookingsTransaction,
  id: string,
): Promise<StoredBooking> {
  return requireBooking(await lockBooking(tx.kysely, ctx.actor, id))
}

/** Throws `bookings.outdated` when somebody looked at another version than there is now. */
export function assertVersion(
  booking: { readonly version: number },
  seen: number | undefined,
): void {
  if (seen === undefined || seen === booking.version) return
  throw problems.outdated({ seen, version: booking.version })
}

/** Who judges, and when: what the rules ask. */
export function judgingOf(ctx: BookingsContext): Judging {
  return { viewer: viewerOf(ctx.actor), now: ctx.now() }
}
