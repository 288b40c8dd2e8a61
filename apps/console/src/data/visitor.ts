import { queryOptions } from '@tanstack/react-query'
import { api } from './api.ts'

/**
 * Who is signed in, or null: for pages that are for both, and for the door. Nobody is an answer
 * here, so that a browser in which nobody is signed in notes no error.
 */
export const visitorQuery = queryOptions({
  queryKey: ['visitor'],
  queryFn: async ({ signal }) => {
    const { me } = await api.identity.showVisitor(undefined, { signal })
    return me ?? null
  },
})
