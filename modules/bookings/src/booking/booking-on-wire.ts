import type { BookingRow } from '../contract.ts'
import type { Deposit } from '../deposit/deposits.ts'
import { actionsOf } from './actions-on-wire.ts'
import { partySize, type Booking } from './booking.ts'
import type { Onlooker } from './onlooker.ts'

/** The facts of a booking that hold no personal data, as `onlooker` sees them. */
export function factsOf(
  booking: Booking,
  deposit: Deposit | undefined,
  onlooker: Onlooker,
): Omit<BookingRow, 'name'> {
  const { id, reference, state, stationId, stationName, timeZone, date, time } = booking
  const { durationHours, party, price, version, holdExpiresAt } = booking
  return {
    id,
    reference,
    state,
    stationId,
    stationName,
    timeZone,
    date,
    time,
    durationHours,
    party,
    price,
    version,
    startsAt: booking.startsAt.toISOString(),
    endsAt: booking.endsAt.toISOString(),
    createdAt: booking.createdAt.toISOString(),
    partySize: partySize(party),
    notices: [...booking.notices],
    ...(booking.menu ? { menu: booking.menu } : {}),
    ...(booking.travel ? { travel: booking.travel } : {}),
    ...(booking.quoteId ? { quoteId: booking.quoteId } : {}),
    ...(booking.waitlistEntryId ? { fromWaitlist: true } : {}),
    ...(deposit ? { deposit: depositOnWire(deposit) } : {}),
    ...(holdExpiresAt ? { holdExpiresAt: holdExpiresAt.toISOString() } : {}),
    actions: actionsOf(booking, deposit, onlooker),
  }
}

/** A row of the operators' list. */
export function rowOf(
  booking: Booking,
  deposit: Deposit | undefined,
  onlooker: Onlooker,
): BookingRow {
  return { ...factsOf(booking, deposit, onlooker), name: booking.name }
}

function depositOnWire({ paymentId, state, amount, paid, refunded, dueBy }: Deposit) {
  const due = dueBy ? { dueBy: dueBy.toISOString() } : {}
  return { paymentId, state, amount, paid, refunded, ...due }
}
