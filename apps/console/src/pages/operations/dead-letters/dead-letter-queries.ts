import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '../operations-api.ts'

export const deadLettersKey = ['dead-letters'] as const

const pageSize = 50
const refreshMs = 60_000

/** The jobs that failed for good, newest first, of one name or all, page after page. */
export function deadLettersQuery(job: string | undefined) {
  return infiniteQueryOptions({
    queryKey: [...deadLettersKey, job ?? ''] as const,
    queryFn: ({ signal, pageParam }) =>
      api.operations.listDeadLetters(
        {
          query: {
            limit: pageSize,
            ...(job === undefined ? {} : { job }),
            ...(pageParam === '' ? {} : { cursor: pageParam }),
          },
        },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: ({ page }) => page.nextCursor,
    refetchInterval: refreshMs,
  })
}

/** How many jobs have failed for good. */
export const failedJobsQuery = queryOptions({
  queryKey: [...deadLettersKey, 'count'] as const,
  queryFn: ({ signal }) => api.operations.listDeadLetters({ query: { limit: 1 } }, { signal }),
  refetchInterval: refreshMs,
})
