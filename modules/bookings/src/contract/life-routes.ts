import { bookingRoutes as ofBookings } from './booking-routes.ts'
import { eveningRoutes } from './evening-routes.ts'

/** A booking's own routes, for a page that need not wait for the others. */
export const bookingLifeRoutes = { ...ofBookings, ...eveningRoutes } as const
