import { changingRoutes } from './changing.contract.ts'
import { service } from './service.ts'

/** What /booking alone asks. */
export const changing = service.extend({ bookings: changingRoutes }).bookings
