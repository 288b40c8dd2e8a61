import { bookingRoutes } from './contract.ts'

/** What the holder of an access token may do, to their own booking only. */
export const guestActions = [
  'bookings.read',
  'bookings.change',
  'bookings.reschedule',
  'bookings.cancel',
  'bookings.accept',
] as const

/** Everything that some route of bookings asks for. */
export const operatorActions: readonly string[] = [
  ...new Set(
    Object.values(bookingRoutes).flatMap((route) => ('action' in route ? [route.action] : [])),
  ),
]
