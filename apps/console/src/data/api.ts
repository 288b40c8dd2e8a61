import { bookingRoutes } from '@holdfast/bookings/contract'
import { createClient } from '@holdfast/client'
import { identityRoutes } from '@holdfast/identity/contract'
import { texts } from './texts.ts'

/** Every operation of the service, with the person's session cookie. */
export const api = createClient({
  contracts: { bookings: bookingRoutes, identity: identityRoutes },
  texts,
})
