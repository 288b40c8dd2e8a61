import { bookingLifeRoutes, stationRoutes } from '@holdfast/bookings/contract'
import { meRoutes, ownOrganisationRoutes, signInRoutes } from '@holdfast/identity/contract'
import { createApi } from './create-api.ts'
import { texts } from './texts.ts'

/** What every page may call, by module. What one page alone calls stands beside that page. */
export const contracts = {
  bookings: { ...stationRoutes, ...bookingLifeRoutes },
  identity: { ...signInRoutes, ...meRoutes, ...ownOrganisationRoutes },
}

/** Every operation that the pages share. */
export const api = createApi(contracts, texts)
