import type { BookingDetail } from '@holdfast/bookings/contract'
import { emptyDraft, type Draft } from '../flow/draft.ts'
import { forgetReceipt, keepDraft } from '../flow/kept-booking.ts'

/** Leads to the last question of a new booking, with every answer of this one. */
export function bookAgain(booking: BookingDetail): void {
  keepDraft(draftOf(booking))
  forgetReceipt()
  location.assign('/book?step=review')
}

/** What was answered to make this booking. */
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
