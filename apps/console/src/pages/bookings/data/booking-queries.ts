import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '../../../data/api.ts'
import { localDateOf } from '../../../format/moments.ts'
import { bookingQuery } from '../filters/booking-query.ts'
import type { BookingSearch } from '../filters/booking-search.ts'

export const bookingsKey = ['bookings'] as const

/** One page of the list, as the address asks for it. The page before stays until it is there. */
export function bookingsQuery(search: BookingSearch) {
  const query = bookingQuery(search, localDateOf(new Date()))
  return queryOptions({
    queryKey: [...bookingsKey, 'list', query] as const,
    queryFn: ({ signal }) => api.bookings.listBookings({ query }, { signal }),
    placeholderData: keepPreviousData,
  })
}

export function bookingQueryOf(bookingId: string) {
  return queryOptions({
    queryKey: [...bookingsKey, 'one', bookingId] as const,
    queryFn: ({ signal }) => api.bookings.showBooking({ params: { id: bookingId } }, { signal }),
  })
}

export const stationsQuery = queryOptions({
  queryKey: ['stations'],
  queryFn: ({ signal }) => api.bookings.listStations(undefined, { signal }),
  staleTime: 5 * 60_000,
})

/** What cancelling would give back now, by the policy or as staff decide. */
export function refundQuery(bookingId: string, refund: 'full' | 'none' | undefined) {
  return previewOf(bookingId, refund === undefined ? {} : { refund })
}

/** What it would give back once the booking is moved to another day. */
export function movedRefundQuery(bookingId: string, movedTo: string) {
  return previewOf(bookingId, { movedTo })
}

function previewOf(
  bookingId: string,
  query: { readonly refund?: 'full' | 'none'; readonly movedTo?: string },
) {
  return queryOptions({
    queryKey: [...bookingsKey, 'refund', bookingId, query] as const,
    queryFn: ({ signal }) =>
      api.bookings.previewRefund({ params: { id: bookingId }, query }, { signal }),
    staleTime: 0,
  })
}

interface SlotsWanted {
  readonly stationId: string
  readonly date: string
  readonly partySize: number
  readonly durationHours: number
}

/** The times of one day at a station. */
export function slotsQuery({ stationId, ...query }: SlotsWanted) {
  return queryOptions({
    queryKey: [...bookingsKey, 'slots', stationId, query] as const,
    queryFn: ({ signal }) =>
      api.bookings.listSlots({ params: { id: stationId }, query }, { signal }),
  })
}
