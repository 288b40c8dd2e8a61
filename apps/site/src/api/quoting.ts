import { quotingRoutes } from './quoting.contract.ts'
import { service } from './service.ts'

/** What /quote alone asks. */
export const quoting = service.extend({ bookings: quotingRoutes }).bookings
