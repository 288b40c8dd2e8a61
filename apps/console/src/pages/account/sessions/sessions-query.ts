import { queryOptions } from '@tanstack/react-query'
import { api } from '../../../data/api.ts'

export const sessionsKey = ['sessions'] as const

/** Where one is signed in, the session used last first. */
export const sessionsQuery = queryOptions({
  queryKey: sessionsKey,
  queryFn: ({ signal }) => api.identity.listSessions(undefined, { signal }),
})
