// The build puts data in the place of this file: see `src/contracts/module-code.ts`.
import { alternative, bookingRoutes } from '@holdfast/bookings/contract'

const { createBooking, showQuote, cancelBooking } = bookingRoutes

/** Making a booking, at the price of a quote or not, and letting go of the one before. */
export const makingRoutes = { createBooking, showQuote, cancelBooking }

/** The times that a problem offers instead of one that is taken. */
export const alternatives = alternative.array()
