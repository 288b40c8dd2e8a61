import { problems } from '../problems.ts'
import type { Booking } from './booking.ts'
import type { Onlooker, Viewer } from './onlooker.ts'
import { canMove, move } from './states.ts'

/** Whether `onlooker` can cancel a booking, and if not, why in words for a person. */
export function mayCancel(
  booking: Pick<Booking, 'state' | 'startsAt'>,
  { viewer, now, refusal }: Onlooker,
): { readonly allowed: boolean; readonly reason?: string } {
  if (booking.state === 'cancelled') return refused('This booking is already cancelled.')
  if (!canMove(booking.state, 'cancelled')) return refused(problems.wrongState.definition.say)
  if (viewer === 'guest' && now >= booking.startsAt) return refused(problems.tooLate.definition.say)
  const reason = refusal('bookings.cancel')
  return reason === undefined ? { allowed: true } : refused(reason)
}

/** `booking` cancelled. Throws `bookings.wrongState`, or `bookings.tooLate` for a guest. */
export function cancelled(booking: Booking, viewer: Viewer, now: Date): Booking {
  const next = move(booking, 'cancelled', now)
  if (viewer === 'guest' && now >= booking.startsAt) {
    throw problems.tooLate({ startsAt: booking.startsAt.toISOString() })
  }
  return next
}

function refused(reason: string) {
  return { allowed: false, reason }
}
