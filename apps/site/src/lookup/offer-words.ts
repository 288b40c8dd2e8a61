import type { BookingDetail } from '@holdfast/bookings/contract'
import { formatMoment } from '../format/moments.ts'
import type { StateWords } from './state-words.ts'

type Offered = Pick<
  BookingDetail,
  'fromWaitlist' | 'state' | 'holdExpiresAt' | 'timeZone' | 'deposit'
>

/** True while a time from the waitlist waits for its guest's answer. */
export function isOpenOffer({ fromWaitlist, state }: Offered): boolean {
  return fromWaitlist === true && state === 'pending'
}

/** What to say of such a time; undefined for every other booking. */
export function offerWords(booking: Offered): StateWords | undefined {
  const { holdExpiresAt, timeZone, deposit } = booking
  if (!isOpenOffer(booking) || holdExpiresAt === undefined) return undefined
  // With a deposit the line below says until when.
  const until = deposit ? '' : ` We hold it for you until ${formatMoment(holdExpiresAt, timeZone)}.`
  return {
    label: 'Held for you',
    title: 'A time has become free',
    text: `You waited for this evening, and now it is your turn.${until} After that, or when you say no, whoever is next in line gets it.`,
  }
}
