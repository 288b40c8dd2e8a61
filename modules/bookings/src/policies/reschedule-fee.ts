import type { Booking } from '../booking/booking.ts'
import { freeRescheduleUntil } from './deadlines.ts'

/**
 * What a change of date costs at `now`, in the currency's smallest unit. The first ones are
 * free while there is time enough; every other one costs the fee.
 */
export function rescheduleFeeOf(
  booking: Pick<Booking, 'startsAt' | 'date' | 'timeZone' | 'policies' | 'reschedules'>,
  now: Date,
): number {
  const { freeReschedules, rescheduleFee } = booking.policies
  const isFree = booking.reschedules < freeReschedules && now <= freeRescheduleUntil(booking)
  return isFree ? 0 : rescheduleFee
}
