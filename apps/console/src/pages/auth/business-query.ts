import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from './joining-api.ts'

const businessQuery = queryOptions({
  queryKey: ['business'],
  queryFn: ({ signal }) => api.identity.showBusiness(undefined, { signal }),
  staleTime: Infinity,
})

/** The name of the business whose door this is, as soon as it is known. */
export function useBusinessName(): string | undefined {
  return useQuery(businessQuery).data?.name
}
