import type { BookingRow } from '../contract.ts'
import { partySize, type Booking } from './booking.ts'
import { mayCancel } from './cancellation.ts'
import type { Onlooker } from './onlooker.ts'

/** The facts of a booking that hold no personal data, as `onlooker` sees them. */
export function factsOf(booking: Booking, onlooker: Onlooker): Omit<BookingRow, 'name'> {
  const { id, reference, state, stationId, stationName, timeZone, date, time } = booking
  const { durationHours, party, price, version } = booking
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
    actions: { cancel: mayCancel(booking, onlooker) },
  }
}

/** A row of the operators' list. */
export function rowOf(booking: Booking, onlooker: Onlooker): BookingRow {
  return { ...factsOf(booking, onlooker), name: booking.name }
}
