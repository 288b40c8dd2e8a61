// The build puts data in the place of this file: see `src/contracts/module-code.ts`.
import { bookingRoutes } from '@holdfast/bookings/contract'

const { createQuote } = bookingRoutes

/** Asking for a price that is promised. */
export const quotingRoutes = { createQuote }
