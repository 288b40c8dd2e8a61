import type { Quote } from '@holdfast/bookings/contract'
import { answer, type Draft } from '../flow/draft.ts'
import { keepDraft, loadDraft } from '../flow/kept-booking.ts'
import { quoteKey } from '../flow/quoted.ts'

/**
 * Leads to the first question that is open in a booking at this price. What was already answered there
 * of contact and wishes stays.
 */
export function bookQuote(asked: Draft, { id, expiresAt }: Quote): void {
  const { stationId, date, durationHours, adults, children, underSix } = asked
  const { proteinsPerGuest, proteins, addOns, menuLater, postalCode, country } = asked
  keepDraft(
    answer(loadDraft(), {
      stationId,
      date,
      time: '',
      durationHours,
      adults,
      children,
      underSix,
      partyAnswered: true,
      proteinsPerGuest,
      proteins,
      addOns,
      menuLater,
      menuAnswered: true,
      postalCode,
      country,
      quoteId: id,
      quotedFor: quoteKey(asked),
      quotedUntil: expiresAt,
    }),
  )
  location.assign('/book')
}
