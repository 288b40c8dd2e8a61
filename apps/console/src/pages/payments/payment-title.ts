import type { BookingRow } from '@holdfast/bookings/contract'
import type { PaymentRow } from '@holdfast/payments/contract'
import { formatDay } from '../../format/moments.ts'
import { guestName } from '../bookings/guest-name.ts'
import { purposeWords, titleOf } from './payment-words.ts'

interface PaymentTitle {
  readonly title: string
  /** The reference and the day of the dinner, where the booking is known. */
  readonly more: string
}

type Of = Pick<PaymentRow, 'purpose' | 'description'>
type Booking = Pick<BookingRow, 'name' | 'reference' | 'date'>

/** Whose payment it is and for which dinner; until the booking is known, or without one, for what. */
export function paymentTitle(payment: Of, booking: Booking | undefined, now: Date): PaymentTitle {
  if (booking === undefined) return { title: titleOf(payment), more: '' }
  const parts = [
    purposeWords(payment.purpose),
    booking.reference,
    `dinner ${formatDay(booking.date, now)}`,
  ]
  return { title: guestName(booking), more: parts.filter((part) => part !== '').join(' · ') }
}
