import { systemClock, type Clock } from '@holdfast/kernel/clock'
import { bind, type Module } from '@holdfast/kernel/module'
import { createAuditCheck } from './allocation/audit-check.ts'
import { cancelBooking } from './booking/cancel-booking.ts'
import { changeBooking } from './booking/change-booking.ts'
import { confirmBooking } from './booking/confirm-booking.ts'
import { createBooking } from './booking/create-booking.ts'
import { exportBookings } from './booking/export/export-bookings.ts'
import { listBookings } from './booking/list/list-bookings.ts'
import { previewRefund } from './booking/preview-refund.ts'
import { rescheduleBooking } from './booking/reschedule-booking.ts'
import { completeBooking, markNoShow, seatBooking } from './booking/serve-booking.ts'
import { showBooking } from './booking/show-booking.ts'
import { bookingRoutes as routes } from './contract.ts'
import { eraseCustomer } from './customer/erase/erase-customer.ts'
import { exportCustomer } from './customer/export/export-customer.ts'
import { listCustomers } from './customer/list/list-customers.ts'
import { noteAboutCustomer } from './customer/notes/note-about-customer.ts'
import { noPaymentRecords, type PaymentRecords } from './customer/payment-records.ts'
import { showCustomer } from './customer/show-customer.ts'
import { dashboardSubscription, showDashboard } from './dashboard/show-dashboard.ts'
import { noDeposits, type Deposits } from './deposit/deposits.ts'
import { followUpSubscriptions } from './follow-ups.ts'
import { bookingJobs } from './bound-jobs.ts'
import { liveRules } from './live-rules.ts'
import { redeemLink } from './lookup/redeem-link.ts'
import { requestLookup } from './lookup/request-lookup.ts'
import { changeMenu } from './menu/change-menu.ts'
import { showMenu } from './menu/show-menu.ts'
import { changePolicies } from './offer/change-policies.ts'
import { changePriceList } from './offer/change-price-list.ts'
import { showPriceList } from './offer/show-price-list.ts'
import { unknownStaff, type BookingsContext, type BookingsParts, type Staff } from './parts.ts'
import { showEvent } from './papers/show-event.ts'
import { showReceipt } from './papers/show-receipt.ts'
import { showPrice } from './price/show-price.ts'
import { problems } from './problems.ts'
import { createQuote } from './quote/create-quote.ts'
import { showQuote } from './quote/show-quote.ts'
import { listSlots } from './slots/list-slots.ts'
import { showCalendar } from './slots/show-calendar.ts'
import { noCache } from './slots/slot-cache.ts'
import { createResource } from './station/create-resource.ts'
import { createStation } from './station/create-station.ts'
import { listResources } from './station/list-resources.ts'
import { listStations } from './station/list-stations.ts'
import { demonstrationName } from './station/seed-demonstration.ts'
import { updateResource } from './station/update-resource.ts'
import { updateStation } from './station/update-station.ts'
import { createTimeOff } from './time-off/create-time-off.ts'
import { listTimeOff } from './time-off/list-time-off.ts'
import { removeTimeOff } from './time-off/remove-time-off.ts'
import { acceptOffer } from './waitlist/accept-offer.ts'
import { joinWaitlist } from './waitlist/join-waitlist.ts'
import { leaveWaitlist } from './waitlist/leave-waitlist.ts'
import { listWaitlist } from './waitlist/list-waitlist.ts'
import { removeFromWaitlist } from './waitlist/remove-from-waitlist.ts'
import { createZipDistances } from './adapters/zip-distances.ts'

export { guestActions, operatorActions } from './actions.ts'
export { auditAllocations, type AuditFinding } from './allocation/audit.ts'
export { authenticateGuest } from './lookup/access-token.ts'
export { namesOfStations } from './station/names-of-stations.ts'
export { demonstrationName, seedDemonstration } from './station/seed-demonstration.ts'
export { rotateCustomers, type Rotated } from './customer/rotate/rotate-customers.ts'
export type { PaymentRecords } from './customer/payment-records.ts'
export type { Deposit, Deposits } from './deposit/deposits.ts'
export type { BookingsContext, Staff } from './parts.ts'
export type { BookingsTables } from './tables.ts'

export interface BookingsOptions extends Pick<BookingsParts, 'vault' | 'mailer' | 'publicUrl'> {
  /** Nameless and without roles unless told. */
  readonly staff?: Staff
  /** Without it no deposit can be asked for. */
  readonly deposits?: Deposits
  /** Without it there are no payments to export or to forget. */
  readonly paymentRecords?: PaymentRecords
  /** Where mails are kept on this machine: they go with who is erased. */
  readonly mailbox?: BookingsParts['mailbox']
  /** Who writes the mails; the demonstration business unless told. */
  readonly businessName?: string
  /** Where its mails come from; an address of the site's host unless told. */
  readonly businessMail?: string
  /** On unless told: see `BookingsParts`. */
  readonly advisoryLock?: boolean
  readonly clock?: Clock
  /** Where free times are kept for a moment; nowhere unless told. */
  readonly cache?: BookingsParts['cache']
  /** By ZIP codes of the demonstration's area unless told. */
  readonly distances?: BookingsParts['distances']
}

/** Stations, free times and bookings: no chef or unit is ever promised twice. */
export function createBookingsModule(options: BookingsOptions): Module {
  const parts: BookingsParts = {
    businessName: demonstrationName,
    businessMail: `bookings@${new URL(options.publicUrl).hostname}`,
    advisoryLock: true,
    clock: systemClock,
    cache: noCache,
    distances: createZipDistances(),
    staff: unknownStaff,
    deposits: noDeposits,
    paymentRecords: noPaymentRecords,
    mailbox: undefined,
    ...options,
  }
  const audit = createAuditCheck()
  return {
    name: 'bookings',
    migrations: `${import.meta.dirname}/../migrations`,
    problems: [problems],
    routes: [
      bind(routes.listStations, listStations),
      bind(routes.createStation, createStation),
      bind(routes.updateStation, withParts(updateStation, parts)),
      bind(routes.showPriceList, showPriceList),
      bind(routes.changePriceList, withParts(changePriceList, parts)),
      bind(routes.changePolicies, withParts(changePolicies, parts)),
      bind(routes.showMenu, showMenu),
      bind(routes.changeMenu, withParts(changeMenu, parts)),
      bind(routes.createQuote, withParts(createQuote, parts)),
      bind(routes.showQuote, showQuote),
      bind(routes.listResources, listResources),
      bind(routes.createResource, withParts(createResource, parts)),
      bind(routes.updateResource, withParts(updateResource, parts)),
      bind(routes.listTimeOff, listTimeOff),
      bind(routes.createTimeOff, withParts(createTimeOff, parts)),
      bind(routes.removeTimeOff, withParts(removeTimeOff, parts)),
      bind(routes.listSlots, withParts(listSlots, parts)),
      bind(routes.showCalendar, withParts(showCalendar, parts)),
      bind(routes.showPrice, withParts(showPrice, parts)),
      bind(routes.createBooking, withParts(createBooking, parts)),
      bind(routes.listBookings, withParts(listBookings, parts)),
      bind(routes.exportBookings, withParts(exportBookings, parts)),
      bind(routes.showBooking, withParts(showBooking, parts)),
      bind(routes.cancelBooking, withParts(cancelBooking, parts)),
      bind(routes.previewRefund, withParts(previewRefund, parts)),
      bind(routes.changeBooking, withParts(changeBooking, parts)),
      bind(routes.rescheduleBooking, withParts(rescheduleBooking, parts)),
      bind(routes.confirmBooking, withParts(confirmBooking, parts)),
      bind(routes.seatBooking, withParts(seatBooking, parts)),
      bind(routes.completeBooking, withParts(completeBooking, parts)),
      bind(routes.markNoShow, withParts(markNoShow, parts)),
      bind(routes.joinWaitlist, withParts(joinWaitlist, parts)),
      bind(routes.leaveWaitlist, withParts(leaveWaitlist, parts)),
      bind(routes.listWaitlist, withParts(listWaitlist, parts)),
      bind(routes.removeFromWaitlist, withParts(removeFromWaitlist, parts)),
      bind(routes.acceptOffer, withParts(acceptOffer, parts)),
      bind(routes.requestLookup, withParts(requestLookup, parts)),
      bind(routes.redeemLink, withParts(redeemLink, parts)),
      bind(routes.showEvent, withParts(showEvent, parts)),
      bind(routes.showReceipt, withParts(showReceipt, parts)),
      bind(routes.showDashboard, withParts(showDashboard, parts)),
      bind(routes.listCustomers, withParts(listCustomers, parts)),
      bind(routes.showCustomer, withParts(showCustomer, parts)),
      bind(routes.noteAboutCustomer, withParts(noteAboutCustomer, parts)),
      bind(routes.exportCustomer, withParts(exportCustomer, parts)),
      bind(routes.eraseCustomer, withParts(eraseCustomer, parts)),
    ],
    subscriptions: [...followUpSubscriptions(parts), dashboardSubscription(parts)],
    jobs: bookingJobs(parts),
    schedules: [audit.schedule],
    healthChecks: [audit.healthCheck],
    live: liveRules,
  }
}

type VerbWithParts<Input, Output> = (
  ctx: BookingsContext,
  input: Input,
  parts: BookingsParts,
) => Promise<Output>

function withParts<Input, Output>(verb: VerbWithParts<Input, Output>, parts: BookingsParts) {
  return (ctx: BookingsContext, input: Input) => verb(ctx, input, parts)
}
