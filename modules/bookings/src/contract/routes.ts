import { customerRoutes } from './customer-routes.ts'
import { dashboardRoutes } from './dashboard-routes.ts'
import { lookupRoutes } from './lookup-routes.ts'
import { offerRoutes } from './offer-routes.ts'
import { quoteRoutes } from './quote-routes.ts'
import { paperRoutes } from './paper-routes.ts'
import { stationRoutes } from './station-routes.ts'
import { timeOffRoutes } from './time-off-routes.ts'
import { waitlistRoutes } from './waitlist-routes.ts'
import { bookingLifeRoutes } from './life-routes.ts'

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
