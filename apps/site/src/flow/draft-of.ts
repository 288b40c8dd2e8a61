import type { BookingDetail } from '@holdfast/bookings/contract'
import { emptyDraft, type Draft } from './draft.ts'

/** What was answered to make a booking. */
export function draftOf(booking: BookingDetail): Draft {
  const { contact, venue, party } = booking
  return {
    ...emptyDraft,
    ...party,
    ...contact,
    ...venue,
    line2: venue.line2 ?? '',
    region: venue.region ?? '',
    stationId: booking.stationId,
    date: booking.date,
    time: booking.time,
    durationHours: booking.durationHours,
    allergens: booking.allergens.join(', '),
    specialRequests: booking.specialRequests ?? '',
    partyAnswered: true,
    wishesAnswered: true,
  }
}
