import type { BookingDetail } from '@holdfast/bookings/contract'
import { draftOf } from '../flow/draft-of.ts'
import type { Draft } from '../flow/draft.ts'
import { quoteKey } from '../flow/quoted.ts'
import { forgetReceipt, keepDraft } from '../flow/kept-booking.ts'

/** Leads to the last question of a new booking, with every answer of this one. */
export function bookAgain(booking: BookingDetail): void {
  keepDraft(quotedDraft(booking))
  forgetReceipt()
  location.assign('/book?step=review')
}

// The service says at the last question whether the quote still holds.
function quotedDraft(booking: BookingDetail): Draft {
  const draft = draftOf(booking)
  const { quoteId } = booking
  return quoteId === undefined ? draft : { ...draft, quoteId, quotedFor: quoteKey(draft) }
}
