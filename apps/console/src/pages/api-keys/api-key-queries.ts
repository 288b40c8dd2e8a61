import { queryOptions } from '@tanstack/react-query'
import { api } from '../../data/api.ts'

export const apiKeysQuery = queryOptions({
  queryKey: ['apiKeys'],
  queryFn: ({ signal }) => api.identity.listApiKeys(undefined, { signal }),
})
