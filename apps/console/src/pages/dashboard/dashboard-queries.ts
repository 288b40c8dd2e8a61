import { queryOptions } from '@tanstack/react-query'
import { api } from '../../data/api.ts'
import { addDays } from '../../format/moments.ts'
import { bookingsKey } from '../bookings/data/booking-queries.ts'
import { statesOf } from '../bookings/filters/states.ts'

export const chartDays = 14

/** More dinners than this in two weeks, and the chart says that it is not whole. */
const mostShown = 100

/** The dinners of the next two weeks that will take place, soonest first. */
export function aheadQuery(today: string) {
  const query = {
    from: today,
    to: addDays(today, chartDays - 1),
    state: statesOf('open'),
    sort: 'start',
    limit: mostShown,
    offset: 0,
  } as const
  return queryOptions({
    // Below the list, so that whatever renews the list renews this.
    queryKey: [...bookingsKey, 'list', 'ahead', today] as const,
    queryFn: ({ signal }) =>
      api.bookings.listBookings({ query: { ...query, state: [...query.state] } }, { signal }),
  })
}
