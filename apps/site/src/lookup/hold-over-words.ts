import type { BookingDetail } from '@holdfast/bookings/contract'
import { formatDeadline } from '../format/moments.ts'
import { isOpenOffer } from './offer-words.ts'
import type { StateWords } from './state-words.ts'

/** What to say of a hold whose time is over while nothing else is known of it yet. */
export function holdOverWords(booking: BookingDetail): StateWords {
  const { holdExpiresAt = '', timeZone, deposit, contact } = booking
  const until = `We held your time until ${formatDeadline(holdExpiresAt, timeZone)}.`
  const next = isOpenOffer(booking)
    ? 'Now whoever is next in line gets it.'
    : 'It may still be free, and everything you entered is kept.'
  const money =
    deposit === undefined
      ? ''
      : ` Have you just paid? If your time is still free, we confirm it; if not, all of your money goes back by itself. Either way we write to ${contact.email}.`
  return { label: 'Hold over', title: 'The hold has ended', text: `${until} ${next}${money}` }
}
