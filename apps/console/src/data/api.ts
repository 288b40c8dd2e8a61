import { bookingRoutes } from '@holdfast/bookings/contract'
import { createClient } from '@holdfast/client'
import { identityRoutes } from '@holdfast/identity/contract'
import { texts } from './texts.ts'

/** What the console can call, by module. */
export const contracts = { bookings: bookingRoutes, identity: identityRoutes }

/** Every operation of the service, with the person's session cookie. */
export const api = createClient({
  contracts,
  texts,
})
