// The build puts data in the place of this file: see `src/contracts/module-code.ts`.
import { alternative, bookingRoutes } from '@holdfast/bookings/contract'
import { paymentRoutes } from '@holdfast/payments/contract'

const {
  listStations,
  showCalendar,
  listSlots,
  showPrice,
  createBooking,
  showBooking,
  cancelBooking,
  previewRefund,
  rescheduleBooking,
  changeBooking,
  requestLookup,
  redeemLink,
} = bookingRoutes

/** The routes that guests call, and no other: each that is named here is fetched by every guest. */
export const guestRoutes = {
  listStations,
  showCalendar,
  listSlots,
  showPrice,
  createBooking,
  showBooking,
  cancelBooking,
  previewRefund,
  rescheduleBooking,
  changeBooking,
  requestLookup,
  redeemLink,
}

const { showPayment, startAttempt } = paymentRoutes

/** The routes of whoever pays for their booking. */
export const payerRoutes = { showPayment, startAttempt }

/** The times that a problem offers instead of one that is taken. */
export const alternatives = alternative.array()
