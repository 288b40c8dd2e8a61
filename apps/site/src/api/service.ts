import { createClient } from '@holdfast/client'
import { timedFetch } from './server-clock.ts'
import { words } from './words.ts'

/**
 * The service as guests use it. The routes stand beside it, grouped by who calls them
 * (`times.ts`, `making.ts`, …), so that a page fetches those that it calls. Making it does nothing.
 */
export const service = createClient({
  contracts: {},
  texts: words,
  // Who is signed in at the console is a guest here: of all stations, also when limited to one.
  credentials: 'omit',
  fetch: timedFetch,
  onReport: ({ error }) => reportError(error),
})
