import { queryOptions } from '@tanstack/react-query'
import { api } from '../../data/api.ts'
import { addDays } from '../../format/moments.ts'
import { bookingsKey } from '../bookings/data/booking-queries.ts'
import { statesOf } from '../bookings/filters/states.ts'

export const chartDays = 14

/** More dinners than this in two weeks, and the chart says that it is not whole. */
const mostShown = 100

/** Those that count as a dinner in the figures: what is done today as well as what is to come. */
export const chartStates = [...statesOf('open'), 'completed'] as const

/** The dinners of the next two weeks, today's that are done included, soonest first. */
export function aheadQuery(today: string) {
  const query = {
    from: today,
    to: addDays(today, chartDays - 1),
    state: chartStates,
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
