import { infiniteQueryOptions } from '@tanstack/react-query'
import { api as bookingsApi } from '../../../data/api.ts'
import { api } from '../operations-api.ts'
import { auditQuery, type AuditSearch } from './audit-search.ts'
import { isReference } from './what-is-meant.ts'

const pageSize = 50

/** What happened, newest first, as the address asks for it, page after page. */
export function auditTrailQuery(search: AuditSearch) {
  const query = auditQuery(search)
  return infiniteQueryOptions({
    queryKey: ['audit-trail', query] as const,
    async queryFn({ signal, pageParam }) {
      const meant = await withIdMeant(query, signal)
      if (meant === undefined) return { items: [], page: { limit: pageSize, hasMore: false } }
      const cursor = pageParam === '' ? {} : { cursor: pageParam }
      return api.operations.listAuditTrail(
        { query: { ...meant, limit: pageSize, ...cursor } },
        { signal },
      )
    },
    initialPageParam: '',
    getNextPageParam: ({ page }: Page) => page.nextCursor,
  })
}

interface Page {
  readonly page: { readonly nextCursor?: string | undefined }
}

type Query = ReturnType<typeof auditQuery>

/** The trail knows ids alone: a reference is looked up first. Undefined when nobody has it. */
async function withIdMeant(query: Query, signal: AbortSignal): Promise<Query | undefined> {
  const { id } = query
  if (id === undefined || !isReference(id)) return query
  const found = await bookingsApi.bookings.listBookings({ query: { q: id, limit: 1 } }, { signal })
  const [booking] = found.items
  return booking && { ...query, id: booking.id }
}
