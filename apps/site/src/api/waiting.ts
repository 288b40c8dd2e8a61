import { service } from './service.ts'
import { waitingRoutes } from './waiting.contract.ts'

/** What is asked by who wants to wait. */
export const waiting = service.extend({ bookings: waitingRoutes }).bookings
