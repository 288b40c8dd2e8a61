import type { BookingDetail } from '@holdfast/bookings/contract'
import { draftOf } from '../flow/draft-of.ts'
import { forgetReceipt, keepDraft } from '../flow/kept-booking.ts'

/** Leads to the last question of a new booking, with every answer of this one. */
export function bookAgain(booking: BookingDetail): void {
  keepDraft(draftOf(booking))
  forgetReceipt()
  location.assign('/book?step=review')
}
