// The build puts data in the place of this file: see `src/contracts/module-code.ts`.
import { bookingRoutes } from '@holdfast/bookings/contract'

const { showCalendar, listSlots, showPrice } = bookingRoutes

/** Free days and times, and what an evening would cost. */
export const timesRoutes = { showCalendar, listSlots, showPrice }
