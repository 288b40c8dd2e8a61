import type { slotStates } from '@holdfast/bookings/contract'
import { createClient } from '@holdfast/client'
import { guestRoutes, payerRoutes } from './guest.contract.ts'
import { timedFetch } from './server-clock.ts'
import { words } from './words.ts'

/** The service as guests use it. Making it does nothing yet. */
export const service = createClient({
  contracts: { bookings: guestRoutes, payments: payerRoutes },
  texts: words,
  // Who is signed in at the console is a guest here: of all stations, also when limited to one.
  credentials: 'omit',
  fetch: timedFetch,
  onReport: ({ error }) => reportError(error),
})

type Bookings = typeof service.bookings

export type DayState = (typeof slotStates)[number]
export type DaySlots = Awaited<ReturnType<Bookings['listSlots']>>
