import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import type { Me } from '@holdfast/identity/contract'
import { api } from './api.ts'

export const meKey = ['me'] as const

/** Who is signed in, for which business, and what they may do there. */
export const meQuery = queryOptions({
  queryKey: meKey,
  queryFn: ({ signal }) => api.identity.showMe(undefined, { signal }),
  staleTime: 60_000,
})

/** For pages inside the shell, which is shown to nobody else. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data
}
