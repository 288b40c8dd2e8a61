import { fleetRoutes, storeRoutes } from '@holdfast/stores/contract'
import { createApi } from '../../../data/create-api.ts'

export const storeContracts = { stores: { ...storeRoutes, ...fleetRoutes } }

/** Every operation of stores. */
export const api = createApi(storeContracts, {
  'stores.quotaExceeded': {
    title: 'You have as many stores as your business may have',
    text: 'Delete one that is no longer needed, or ask whoever runs the platform for more.',
  },
  'stores.wrongPhase': {
    title: 'The store is doing something else by now',
    text: 'It changed while you were looking. The page shows how it stands; try again from there.',
  },
  'stores.noSecrets': {
    title: 'There is no sign-in yet',
    text: 'It is made while the store is being set up. Look again in a moment.',
  },
  'stores.logsUnavailable': {
    title: 'The logs can not be read right now',
    text: 'The shop may not run at the moment. Try again in a moment.',
  },
})
