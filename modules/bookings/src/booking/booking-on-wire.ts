import type { Actor } from '@holdfast/kernel/module'
import type { BookingRow } from '../contract.ts'
import { partySize, type Booking } from './booking.ts'
import { mayCancel, type Viewer } from './cancellation.ts'

export function viewerOf(actor: Pick<Actor, 'kind'>): Viewer {
  return actor.kind === 'guest' ? 'guest' : 'staff'
}

/** The facts of a booking that hold no personal data, as `viewer` sees them. */
export function factsOf(booking: Booking, viewer: Viewer, now: Date): Omit<BookingRow, 'name'> {
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
    actions: { cancel: mayCancel(booking, viewer, now) },
  }
}

/** A row of the operators' list. */
export function rowOf(booking: Booking, viewer: Viewer, now: Date): BookingRow {
  return { ...factsOf(booking, viewer, now), name: booking.name }
}
