// The build puts data in the place of this file: see `src/contracts/module-code.ts`.
import { bookingRoutes } from '@holdfast/bookings/contract'

/** What the service says when it is asked what a station serves. */
export const menuAnswer = bookingRoutes.showMenu.responses[200].schema
