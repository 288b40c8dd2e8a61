import { linkOptions } from '@tanstack/react-router'
import type { BookingSearch } from '../pages/bookings/filters/booking-search.ts'
import type { CustomersSearch } from '../pages/customers/customers-search.ts'
import type { MailboxSearch } from '../pages/operations/mailbox/mailbox-search.ts'
import type { PaymentSearch } from '../pages/payments/filters.ts'
import type { StoresSearch } from '../pages/stores/stores-search.ts'
import type { StudioSearch } from '../pages/studio/studio-search.ts'
import type { WaitlistSearch } from '../pages/waitlist/waitlist-search.ts'

/** Every place of the console by name. A page that moves is changed here and nowhere else. */
export const links = {
  dashboard: linkOptions({ to: '/' }),
  bookings: (search: BookingSearch = {}) => linkOptions({ to: '/bookings', search }),
  booking: (bookingId: string, search: BookingSearch = {}) =>
    linkOptions({ to: '/bookings/$bookingId', params: { bookingId }, search }),
  waitlist: (search: WaitlistSearch = {}) => linkOptions({ to: '/waitlist', search }),
  payments: (search: PaymentSearch = {}) => linkOptions({ to: '/payments', search }),
  payment: (paymentId: string, search: PaymentSearch = {}) =>
    linkOptions({ to: '/payments/$paymentId', params: { paymentId }, search }),
  customers: (search: CustomersSearch = {}) => linkOptions({ to: '/customers', search }),
  customer: (customerId: string, search: CustomersSearch = {}) =>
    linkOptions({ to: '/customers/$customerId', params: { customerId }, search }),
  credits: linkOptions({ to: '/credits', search: {} }),
  topUp: (payment: string) => linkOptions({ to: '/credits', search: { payment } }),
  stores: (search: StoresSearch = {}) => linkOptions({ to: '/stores', search }),
  createStore: linkOptions({ to: '/stores', search: { asks: true } }),
  store: (storeId: string) =>
    linkOptions({ to: '/stores/$storeId', params: { storeId }, search: {} }),
  fleet: linkOptions({ to: '/fleet' }),
  library: (search: StudioSearch = {}) => linkOptions({ to: '/studio/library', search }),
  asset: (assetId: string, search: StudioSearch = {}) =>
    linkOptions({ to: '/studio/library', search: { ...search, open: assetId } }),
  mixer: linkOptions({ to: '/studio/mixer' }),
  project: (projectId: string) =>
    linkOptions({ to: '/studio/mixer/$projectId', params: { projectId } }),
  avatars: (search: StudioSearch = {}) => linkOptions({ to: '/studio/avatars', search }),
  jobs: (search: StudioSearch = {}) => linkOptions({ to: '/studio/jobs', search }),
  job: (jobId: string, search: StudioSearch = {}) =>
    linkOptions({ to: '/studio/jobs/$jobId', params: { jobId }, search }),
  staff: linkOptions({ to: '/staff' }),
  invite: linkOptions({ to: '/staff', search: { asks: true } }),
  roles: linkOptions({ to: '/staff/roles' }),
  account: linkOptions({ to: '/account' }),
  apiKeys: linkOptions({ to: '/account/api-keys' }),
  createKey: linkOptions({ to: '/account/api-keys', search: { asks: true } }),
  deadLetters: linkOptions({ to: '/failed-jobs', search: {} }),
  auditTrail: linkOptions({ to: '/audit-trail', search: {} }),
  mailbox: (search: MailboxSearch = {}) => linkOptions({ to: '/mailbox', search }),
  mail: (mailId: string, search: MailboxSearch = {}) =>
    linkOptions({ to: '/mailbox', search: { ...search, mail: mailId } }),
  signIn: linkOptions({ to: '/sign-in' }),
  forgotPassword: linkOptions({ to: '/forgot-password' }),
} as const

/** A link to a page that shows many things, or the day. */
export type PageLink =
  | ReturnType<
      | typeof links.bookings
      | typeof links.waitlist
      | typeof links.customers
      | typeof links.payments
      | typeof links.stores
      | typeof links.mailbox
      | typeof links.library
      | typeof links.avatars
      | typeof links.jobs
    >
  | typeof links.dashboard
  | typeof links.credits
  | typeof links.fleet
  | typeof links.mixer
  | typeof links.staff
  | typeof links.apiKeys
  | typeof links.deadLetters
  | typeof links.auditTrail
