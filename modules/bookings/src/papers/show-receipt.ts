import type { RouteInput } from '@holdfast/kernel/contract'
import { answer, type Answer } from '@holdfast/kernel/module'
import type { bookingRoutes } from '../contract.ts'
import { depositOf } from '../deposit/ask-deposits.ts'
import type { BookingsContext, BookingsParts } from '../parts.ts'
import { openedBooking } from './opened-booking.ts'
import { receiptFacts } from './receipt-facts.ts'

type ReceiptRoute = (typeof bookingRoutes)['showReceipt']

/** The receipt of a booking as it stands, for its guest and for staff. */
export async function showReceipt(
  ctx: BookingsContext,
  { params }: RouteInput<ReceiptRoute>,
  { vault, deposits, businessName }: Pick<BookingsParts, 'vault' | 'deposits' | 'businessName'>,
): Promise<Answer<ReceiptRoute>> {
  ctx.permit('bookings.read', params.id)
  const { booking, details } = await openedBooking(ctx, params.id, vault)
  const deposit = await depositOf(deposits, ctx.kysely, booking)
  const facts = receiptFacts({ booking, venue: details.venue, deposit, businessName })
  // Loaded when the first receipt is asked for: it takes as long as much of the start.
  const { receiptPdf } = await import('./receipt-pdf.ts')
  return answer(200, await receiptPdf(facts, booking.changedAt), {
    'content-disposition': `attachment; filename="${booking.reference}.pdf"`,
  })
}
