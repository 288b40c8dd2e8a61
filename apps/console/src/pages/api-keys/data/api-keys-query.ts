import { queryOptions } from '@tanstack/react-query'
import { api } from '../../staff/data/staff-api.ts'

export const apiKeysKey = ['api-keys'] as const

/** Every key that was not revoked. */
export const apiKeysQuery = queryOptions({
  queryKey: apiKeysKey,
  queryFn: ({ signal }) => api.identity.listApiKeys(undefined, { signal }),
})
