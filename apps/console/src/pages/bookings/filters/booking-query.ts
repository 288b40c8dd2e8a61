import { addDays } from '../../../format/moments.ts'
import { defaultSort, defaultState, type BookingSearch, type Span } from './booking-search.ts'
import { statesOf } from './states.ts'

export const pageSize = 50

/** What the API is asked for a search, on the day that the reader's calendar shows. */
export function bookingQuery(search: BookingSearch, today: string) {
  const { page = 1 } = search
  return { limit: pageSize, offset: (page - 1) * pageSize, ...bookingFilters(search, today) }
}

/** The same without a page: what a file of all of them is made from. */
export function bookingFilters(search: BookingSearch, today: string) {
  const { station, sort = defaultSort(search), state = defaultState(search) } = search
  return {
    sort,
    ...daysOf(search, today),
    ...(state === 'any' ? {} : { state: [...statesOf(state)] }),
    ...(station === undefined ? {} : { stationId: station }),
    ...(search.q === undefined ? {} : searchedText(search.q)),
  }
}

interface Days {
  readonly from?: string
  readonly to?: string
}

function daysOf({ when = 'upcoming', from, to }: BookingSearch, today: string): Days {
  if (from === undefined && to === undefined) return spanDays[when](today)
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
}

const spanDays: Readonly<Record<Span, (today: string) => Days>> = {
  upcoming: (today) => ({ from: today }),
  today: (today) => ({ from: today, to: today }),
  tomorrow: (today) => ({ from: addDays(today, 1), to: addDays(today, 1) }),
  week: (today) => ({ from: today, to: addDays(today, 6) }),
  past: (today) => ({ to: addDays(today, -1) }),
  all: () => ({}),
}

/**
 * One box for everything: a whole e-mail address or telephone number is looked up as such, for
 * these are found only whole; anything else is part of a name or reference.
 */
export function searchedText(text: string): { email: string } | { phone: string } | { q: string } {
  if (/^\S+@\S+\.\S+$/.test(text)) return { email: text }
  if (/^\+?[\d\s()/.-]{7,}$/.test(text)) return { phone: text }
  return { q: text }
}
