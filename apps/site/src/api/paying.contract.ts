// The build puts data in the place of this file: see `src/contracts/module-code.ts`.
import { bookingRoutes } from '@holdfast/bookings/contract'
import { paymentRoutes } from '@holdfast/payments/contract'

const { showPayment, startAttempt } = paymentRoutes

/** Paying for one's own booking. */
export const payingRoutes = { showPayment, startAttempt }

const { showBooking, previewRefund } = bookingRoutes

/** The booking that is paid for. */
export const paidRoutes = { showBooking, previewRefund }
