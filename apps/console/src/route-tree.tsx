import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { strictly } from './data/address/strictly.ts'
import { readAsks } from './data/asks.ts'
import { links } from './data/links.ts'
import { meQuery } from './data/session.ts'
import { prefetchBookings } from './pages/bookings/data/prefetch-bookings.ts'
import { readBookingSearch } from './pages/bookings/filters/booking-search.ts'
import { readCreditsSearch } from './pages/credits/credits-search.ts'
import { readCustomersSearch } from './pages/customers/customers-search.ts'
import { readAuditSearch } from './pages/operations/audit-trail/audit-search.ts'
import { readDeadLettersSearch } from './pages/operations/dead-letters/dead-letters-search.ts'
import { readMailboxSearch } from './pages/operations/mailbox/mailbox-search.ts'
import { readPaymentSearch } from './pages/payments/filters.ts'
import { readSignInSearch } from './pages/sign-in/sign-in-search.ts'
import { readStoreSearch } from './pages/stores/store-search.ts'
import { readStoresSearch } from './pages/stores/stores-search.ts'
import { studioRoutes } from './pages/studio/studio-routes.ts'
import { readWaitlistSearch } from './pages/waitlist/waitlist-search.ts'
import { NotFoundPage } from './shell/not-found-page.tsx'
import { root, shell } from './shell-route.ts'

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: strictly(readSignInSearch),
  component: lazyRouteComponent(() => import('./pages/sign-in/sign-in-page.tsx'), 'SignInPage'),
})

const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: '/forgot-password',
  component: lazyRouteComponent(
    () => import('./pages/forgot-password/forgot-password-page.tsx'),
    'ForgotPasswordPage',
  ),
})

const resetPassword = createRoute({
  getParentRoute: () => root,
  path: '/reset-password',
  component: lazyRouteComponent(
    () => import('./pages/reset-password/reset-password-page.tsx'),
    'ResetPasswordPage',
  ),
})

const verifyEmail = createRoute({
  getParentRoute: () => root,
  path: '/verify-email',
  component: lazyRouteComponent(
    () => import('./pages/verify-email/verify-email-page.tsx'),
    'VerifyEmailPage',
  ),
})

const owner = createRoute({
  getParentRoute: () => root,
  path: '/owner',
  component: lazyRouteComponent(() => import('./pages/owner/owner-page.tsx'), 'OwnerPage'),
})

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyRouteComponent(
    () => import('./pages/invitation/invitation-page.tsx'),
    'InvitationPage',
  ),
})

// Everything below is for somebody who is signed in.
const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  // A chef has no figures to look at, and begins with the dinners.
  beforeLoad: ({ context }) => {
    const me = context.queryClient.getQueryData(meQuery.queryKey)
    if (me?.actions.includes('dashboard.read') === false) throw redirect(links.bookings())
  },
  component: lazyRouteComponent(
    () => import('./pages/dashboard/dashboard-page.tsx'),
    'DashboardPage',
  ),
})

// Apart from the route, whose types would be inferred in a circle.
const readBookings = strictly(readBookingSearch)

const bookings = createRoute({
  getParentRoute: () => shell,
  path: '/bookings',
  validateSearch: readBookings,
  loaderDeps: ({ search }) => search,
  loader: prefetchBookings,
  component: lazyRouteComponent(() => import('./pages/bookings/bookings-page.tsx'), 'BookingsPage'),
})

const booking = createRoute({
  getParentRoute: () => bookings,
  path: '/$bookingId',
  component: lazyRouteComponent(
    () => import('./pages/bookings/detail/booking-panel.tsx'),
    'BookingPanel',
  ),
})

const payments = createRoute({
  getParentRoute: () => shell,
  path: '/payments',
  validateSearch: strictly(readPaymentSearch),
  component: lazyRouteComponent(() => import('./pages/payments/payments-page.tsx'), 'PaymentsPage'),
})

const payment = createRoute({
  getParentRoute: () => payments,
  path: '/$paymentId',
  component: lazyRouteComponent(
    () => import('./pages/payments/detail/payment-panel.tsx'),
    'PaymentPanel',
  ),
})

const waitlist = createRoute({
  getParentRoute: () => shell,
  path: '/waitlist',
  validateSearch: strictly(readWaitlistSearch),
  component: lazyRouteComponent(() => import('./pages/waitlist/waitlist-page.tsx'), 'WaitlistPage'),
})

const customers = createRoute({
  getParentRoute: () => shell,
  path: '/customers',
  validateSearch: strictly(readCustomersSearch),
  component: lazyRouteComponent(
    () => import('./pages/customers/customers-page.tsx'),
    'CustomersPage',
  ),
})

const customer = createRoute({
  getParentRoute: () => customers,
  path: '/$customerId',
  component: lazyRouteComponent(
    () => import('./pages/customers/detail/customer-panel.tsx'),
    'CustomerPanel',
  ),
})

const credits = createRoute({
  getParentRoute: () => shell,
  path: '/credits',
  validateSearch: strictly(readCreditsSearch),
  component: lazyRouteComponent(() => import('./pages/credits/credits-page.tsx'), 'CreditsPage'),
})

const stores = createRoute({
  getParentRoute: () => shell,
  path: '/stores',
  validateSearch: strictly(readStoresSearch),
  component: lazyRouteComponent(() => import('./pages/stores/stores-page.tsx'), 'StoresPage'),
})

const store = createRoute({
  getParentRoute: () => shell,
  path: '/stores/$storeId',
  validateSearch: strictly(readStoreSearch),
  component: lazyRouteComponent(() => import('./pages/stores/detail/store-page.tsx'), 'StorePage'),
})

const fleet = createRoute({
  getParentRoute: () => shell,
  path: '/fleet',
  component: lazyRouteComponent(() => import('./pages/stores/fleet/fleet-page.tsx'), 'FleetPage'),
})

const deadLetters = createRoute({
  getParentRoute: () => shell,
  path: '/failed-jobs',
  validateSearch: strictly(readDeadLettersSearch),
  component: lazyRouteComponent(
    () => import('./pages/operations/dead-letters/dead-letters-page.tsx'),
    'DeadLettersPage',
  ),
})

const auditTrail = createRoute({
  getParentRoute: () => shell,
  path: '/audit-trail',
  validateSearch: strictly(readAuditSearch),
  component: lazyRouteComponent(
    () => import('./pages/operations/audit-trail/audit-trail-page.tsx'),
    'AuditTrailPage',
  ),
})

const mailbox = createRoute({
  getParentRoute: () => shell,
  path: '/mailbox',
  validateSearch: strictly(readMailboxSearch),
  component: lazyRouteComponent(
    () => import('./pages/operations/mailbox/mailbox-page.tsx'),
    'MailboxPage',
  ),
})

const staff = createRoute({
  getParentRoute: () => shell,
  path: '/staff',
  validateSearch: strictly(readAsks),
  component: lazyRouteComponent(() => import('./pages/staff/staff-page.tsx'), 'StaffPage'),
})

const roles = createRoute({
  getParentRoute: () => shell,
  path: '/staff/roles',
  component: lazyRouteComponent(() => import('./pages/staff/roles/roles-page.tsx'), 'RolesPage'),
})

const account = createRoute({
  getParentRoute: () => shell,
  path: '/account',
  component: lazyRouteComponent(() => import('./pages/account/account-page.tsx'), 'AccountPage'),
})

const apiKeys = createRoute({
  getParentRoute: () => shell,
  path: '/account/api-keys',
  validateSearch: strictly(readAsks),
  component: lazyRouteComponent(() => import('./pages/api-keys/api-keys-page.tsx'), 'ApiKeysPage'),
})

// Where many look for them first.
const apiKeysElsewhere = createRoute({
  getParentRoute: () => shell,
  path: '/api-keys',
  beforeLoad: () => {
    throw redirect({ ...links.apiKeys, replace: true })
  },
})

const nowhere = createRoute({
  getParentRoute: () => shell,
  path: '$',
  component: NotFoundPage,
})

/** Every address of the console. The pages come when they are needed. */
export const routeTree = root.addChildren([
  signIn,
  forgotPassword,
  resetPassword,
  verifyEmail,
  owner,
  invitation,
  shell.addChildren([
    home,
    bookings.addChildren([booking]),
    waitlist,
    customers.addChildren([customer]),
    payments.addChildren([payment]),
    credits,
    stores,
    store,
    fleet,
    ...studioRoutes,
    deadLetters,
    auditTrail,
    mailbox,
    staff,
    roles,
    account,
    apiKeys,
    apiKeysElsewhere,
    nowhere,
  ]),
])
