import type { BookingDetail } from '@holdfast/bookings/contract'
import { writeCounts } from './dishes.ts'
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
    ...dishesOf(booking),
    wishesAnswered: true,
  }
}

/** What was chosen; nothing is said of what is chosen later. */
function dishesOf({ menu }: BookingDetail) {
  const proteins = menu?.proteins.map(({ id, portions }) => [id, portions] as const)
  const addOns = menu?.addOns.map(({ id, quantity }) => [id, quantity] as const)
  return {
    proteins: writeCounts(new Map(proteins)),
    addOns: writeCounts(new Map(addOns)),
    menuAnswered: true,
    menuLater: menu === undefined,
  }
}
