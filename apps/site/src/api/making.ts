import { makingRoutes } from './making.contract.ts'
import { service } from './service.ts'

/** What /book alone asks. */
export const making = service.extend({ bookings: makingRoutes }).bookings
