// Shapes and routes of bookings, browser-safe. Each part stands in a file of its own.
// It only names them: a page that is built takes the parts that it uses, and no others.

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
export { price, rescheduleFeeLabel, saving } from './contract/price.ts'
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
export { dashboardRoutes } from './contract/dashboard-routes.ts'
export { bookingLifeRoutes } from './contract/life-routes.ts'
export { bookingRoutes } from './contract/routes.ts'
export { stationRoutes } from './contract/station-routes.ts'
export { waitlistRoutes } from './contract/waitlist-routes.ts'
export { customerRoutes } from './contract/customer-routes.ts'
