// Shapes and routes of bookings, browser-safe. Each part stands in a file of its own.
import { bookingRoutes as ofBookings } from './contract/booking-routes.ts'
import { eveningRoutes } from './contract/evening-routes.ts'
import { customerRoutes } from './contract/customer-routes.ts'
import { dashboardRoutes } from './contract/dashboard-routes.ts'
import { lookupRoutes } from './contract/lookup-routes.ts'
import { offerRoutes } from './contract/offer-routes.ts'
import { quoteRoutes } from './contract/quote-routes.ts'
import { paperRoutes } from './contract/paper-routes.ts'
import { stationRoutes } from './contract/station-routes.ts'
import { timeOffRoutes } from './contract/time-off-routes.ts'
import { waitlistRoutes } from './contract/waitlist-routes.ts'

export {
  alternative,
  bookingActions,
  bookingDetail,
  bookingReceipt,
  bookingRow,
  bookingSorts,
  bookingStates,
  createBookingBody,
  depositStates,
} from './contract/booking.ts'
export type {
  ActionState,
  Alternative,
  BookingAction,
  BookingDetail,
  BookingReceipt,
  BookingRow,
  BookingSort,
  BookingState,
  CreateBooking,
} from './contract/booking.ts'
export {
  customerDetail,
  customerExport,
  customerNote,
  customerRow,
  paymentRecord,
} from './contract/customer.ts'
export type {
  CustomerDetail,
  CustomerExport,
  CustomerNote,
  CustomerRow,
  PaymentRecord,
} from './contract/customer.ts'
export { dashboard } from './contract/dashboard-routes.ts'
export type { Dashboard } from './contract/dashboard-routes.ts'
export { contact, venue } from './contract/guest.ts'
export type { Contact, Venue } from './contract/guest.ts'
export { chosenMenu, menu, menuChoice, usualMenu } from './contract/menu.ts'
export type { ChosenMenu, Menu, MenuChoice } from './contract/menu.ts'
export { priceExtras, usualExtras } from './contract/offer.ts'
export type { PriceExtras } from './contract/offer.ts'
export { party } from './contract/party.ts'
export type { Party } from './contract/party.ts'
export { policies, usualPolicies } from './contract/policies.ts'
export type { Policies } from './contract/policies.ts'
export { price, saving } from './contract/price.ts'
export type { Price, Saving } from './contract/price.ts'
export { quote } from './contract/quote.ts'
export type { Quote } from './contract/quote.ts'
export {
  resource,
  resourceKinds,
  slot,
  slotStates,
  station,
  usualNoticeHours,
  usualPrices,
} from './contract/station.ts'
export type { Resource, Slot, Station } from './contract/station.ts'
export { refundPreview, refundRules } from './contract/refund.ts'
export type { RefundRule } from './contract/refund.ts'
export { wallTime } from './contract/time.ts'
export { timeOff } from './contract/time-off.ts'
export type { TimeOff } from './contract/time-off.ts'
export { place, travel } from './contract/travel.ts'
export type { Place, Travel } from './contract/travel.ts'
export { waitlistReceipt, waitlistRow, waitlistStates } from './contract/waitlist.ts'
export type { WaitlistReceipt, WaitlistRow, WaitlistState } from './contract/waitlist.ts'

const bookingLifeRoutes = { ...ofBookings, ...eveningRoutes } as const

/** The routes of bookings, below `/api/v1`. */
export const bookingRoutes = {
  ...stationRoutes,
  ...timeOffRoutes,
  ...offerRoutes,
  ...quoteRoutes,
  ...bookingLifeRoutes,
  ...waitlistRoutes,
  ...lookupRoutes,
  ...customerRoutes,
  ...paperRoutes,
  ...dashboardRoutes,
} as const

// For a page that needs only some of them, and need not wait for the others.
export { bookingLifeRoutes, customerRoutes, dashboardRoutes, stationRoutes, waitlistRoutes }
