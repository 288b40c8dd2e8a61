// The build puts data in the place of this file: see `src/contracts/module-code.ts`.
import { bookingRoutes } from '@holdfast/bookings/contract'

const {
  requestLookup,
  redeemLink,
  showBooking,
  changeBooking,
  rescheduleBooking,
  previewRefund,
  cancelBooking,
  acceptOffer,
} = bookingRoutes

/** Finding one's own booking, changing it and giving it up. */
export const changingRoutes = {
  requestLookup,
  redeemLink,
  showBooking,
  changeBooking,
  rescheduleBooking,
  previewRefund,
  cancelBooking,
  acceptOffer,
}
