import { bookingRoutes, type slotStates } from '@holdfast/bookings/contract'
import { createClient } from '@holdfast/client'
import { words } from './words.ts'

/** The service as guests use it. Making it does nothing yet. */
export const service = createClient({
  contracts: { bookings: bookingRoutes },
  texts: words,
  // Who is signed in at the console is a guest here: of all stations, also when limited to one.
  credentials: 'omit',
})

type Bookings = typeof service.bookings

export type DayState = (typeof slotStates)[number]
export type DaySlots = Awaited<ReturnType<Bookings['listSlots']>>
