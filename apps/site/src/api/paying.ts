import { paidRoutes, payingRoutes } from './paying.contract.ts'
import { service } from './service.ts'

/** What /pay asks: the payment, and the booking that it is for. */
export const { payments: paying, bookings: paid } = service.extend({
  payments: payingRoutes,
  bookings: paidRoutes,
})
