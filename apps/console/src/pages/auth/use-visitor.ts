import type { Me } from '@holdfast/identity/contract'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from '../../data/api.ts'
import { saysSignedOut } from '../../data/session-end.ts'

/** Who is signed in, or nobody: for pages that are for both. */
const visitorQuery = queryOptions({
  queryKey: ['visitor'],
  queryFn: async ({ signal }): Promise<Me | null> => {
    try {
      return await api.identity.showMe(undefined, { signal })
    } catch (error) {
      if (saysSignedOut(error)) return null
      throw error
    }
  },
})

export function useVisitor() {
  return useQuery(visitorQuery)
}
