// The build puts data in the place of this file: see `src/contracts/module-code.ts`.
import { bookingRoutes } from '@holdfast/bookings/contract'

const { joinWaitlist } = bookingRoutes

/** Waiting for an evening that is full. */
export const waitingRoutes = { joinWaitlist }
