import { api } from './api.ts'

const keptBack = 20

/** Whether something only likely to be needed may be asked for: it takes none of the last requests. */
export function mayPrefetch(): boolean {
  return api.getRemainingRequests('api') >= keptBack
}
