import { offerRoutes } from './offer.contract.ts'
import { service } from './service.ts'

/** The stations and what they serve. */
export const offer = service.extend({ bookings: offerRoutes }).bookings
