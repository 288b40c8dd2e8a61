import { z } from 'zod'
import { firstPage, isSameSearch, readBookingSearch, type BookingSearch } from './booking-search.ts'

/** A search with a name. */
export interface View {
  readonly id: string
  readonly name: string
  readonly search: BookingSearch
}

/** Always there. */
export const givenViews: readonly View[] = [
  { id: 'upcoming', name: 'Upcoming', search: {} },
  { id: 'today', name: 'Today', search: { when: 'today' } },
  { id: 'week', name: 'Next 7 days', search: { when: 'week' } },
  { id: 'cancelled', name: 'Cancelled', search: { when: 'all', state: 'cancelled' } },
  { id: 'all', name: 'All', search: { when: 'all' } },
]

const most = 30
const longestName = 60

const storedViews = z.array(
  z.object({ id: z.string(), name: z.string().min(1).max(longestName), search: z.unknown() }),
)

/** What was kept, as far as it can still be read. */
export function readViews(text: string | null): readonly View[] {
  try {
    const parsed = storedViews.parse(JSON.parse(text ?? '[]'))
    return parsed.map(({ id, name, search }) => ({ id, name, search: readBookingSearch(search) }))
  } catch {
    return []
  }
}

/** Adds a view in front, in place of one with the same name. Keeps the latest thirty. */
export function addView(views: readonly View[], view: View): readonly View[] {
  const name = view.name.trim().slice(0, longestName)
  const others = views.filter((one) => one.name.toLowerCase() !== name.toLowerCase())
  return [{ ...view, name, search: firstPage(view.search) }, ...others].slice(0, most)
}

/** The view that shows exactly this search, if there is one. */
export function viewOf(views: readonly View[], search: BookingSearch): View | undefined {
  return views.find((view) => isSameSearch(view.search, search))
}
