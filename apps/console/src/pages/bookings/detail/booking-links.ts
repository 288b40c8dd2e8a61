import type { BookingDetail } from '@holdfast/bookings/contract'
import { formatAddress } from '../../../format/address.ts'

export function phoneLink({ contact }: Pick<BookingDetail, 'contact'>): string {
  return `tel:${contact.phone}`
}

/** A mail to the guest, with the booking as its subject. */
export function mailLink({ contact, reference }: Pick<BookingDetail, 'contact' | 'reference'>) {
  return `mailto:${contact.email}?subject=${encodeURIComponent(`Your booking ${reference}`)}`
}

export function mapLink({ venue }: Pick<BookingDetail, 'venue'>): string {
  return `https://www.openstreetmap.org/search?query=${encodeURIComponent(formatAddress(venue))}`
}
