import type { BookingRow } from '@holdfast/bookings/contract'
import { queryOptions, useQueries } from '@tanstack/react-query'
import { api } from '../../../data/api.ts'
import { useMe } from '../../../data/session.ts'
import { bookingsKey } from './booking-queries.ts'

/** As many as the API takes at once. */
const atOnce = 50

/**
 * The bookings of these ids, as far as they are loaded and within reach: for pages about what
 * belongs to bookings, such as payments. Nothing to who may not list bookings.
 */
export function useBookingsOf(ids: readonly string[]): ReadonlyMap<string, BookingRow> {
  const { actions } = useMe()
  const wanted = actions.includes('bookings.list') ? inParts(ids) : []
  const answers = useQueries({ queries: wanted.map(bookingsOfQuery) })
  const rows = answers.flatMap(({ data }) => data?.items ?? [])
  return new Map(rows.map((row) => [row.id, row]))
}

function bookingsOfQuery(ids: readonly string[]) {
  return queryOptions({
    // Below the list, so that whatever renews the list renews this.
    queryKey: [...bookingsKey, 'list', 'of', ids] as const,
    queryFn: ({ signal }) =>
      api.bookings.listBookings({ query: { id: [...ids], limit: atOnce } }, { signal }),
  })
}

/** Each id once, in the order in which they came, so that more rows ask only for what is new. */
export function inParts(ids: readonly string[], size = atOnce): readonly (readonly string[])[] {
  const each = [...new Set(ids)]
  const count = Math.ceil(each.length / size)
  return Array.from({ length: count }, (_, part) => each.slice(part * size, (part + 1) * size))
}
