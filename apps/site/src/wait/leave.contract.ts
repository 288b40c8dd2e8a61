// The build puts data in the place of this file: see `src/contracts/module-code.ts`.
import { bookingRoutes } from '@holdfast/bookings/contract'

/** What is said to who leaves the waitlist. */
export const leftAnswer = bookingRoutes.leaveWaitlist.responses[200].schema
