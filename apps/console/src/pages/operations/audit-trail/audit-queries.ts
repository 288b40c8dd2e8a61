import { infiniteQueryOptions } from '@tanstack/react-query'
import { api } from '../operations-api.ts'
import { auditQuery, type AuditSearch } from './audit-search.ts'

const pageSize = 50

/** What happened, newest first, as the address asks for it, page after page. */
export function auditTrailQuery(search: AuditSearch) {
  const query = auditQuery(search)
  return infiniteQueryOptions({
    queryKey: ['audit-trail', query] as const,
    queryFn: ({ signal, pageParam }) =>
      api.operations.listAuditTrail(
        {
          query: { ...query, limit: pageSize, ...(pageParam === '' ? {} : { cursor: pageParam }) },
        },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: ({ page }) => page.nextCursor,
  })
}
