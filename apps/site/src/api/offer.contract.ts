// The build puts data in the place of this file: see `src/contracts/module-code.ts`.
import { bookingRoutes } from '@holdfast/bookings/contract'

const { listStations, showMenu } = bookingRoutes

/** What the stations are and serve. */
export const offerRoutes = { listStations, showMenu }
