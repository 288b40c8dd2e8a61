import { linkOptions } from '@tanstack/react-router'
import type { BookingSearch } from '../pages/bookings/filters/booking-search.ts'

/** Every place of the console by name. A page that moves is changed here and nowhere else. */
export const links = {
  bookings: (search: BookingSearch = {}) => linkOptions({ to: '/bookings', search }),
  booking: (bookingId: string, search: BookingSearch = {}) =>
    linkOptions({ to: '/bookings/$bookingId', params: { bookingId }, search }),
  staff: linkOptions({ to: '/staff' }),
  invite: linkOptions({ to: '/staff', search: { asks: true } }),
  roles: linkOptions({ to: '/staff/roles' }),
  account: linkOptions({ to: '/account' }),
  apiKeys: linkOptions({ to: '/account/api-keys' }),
  createKey: linkOptions({ to: '/account/api-keys', search: { asks: true } }),
  signIn: linkOptions({ to: '/sign-in' }),
  forgotPassword: linkOptions({ to: '/forgot-password' }),
} as const
