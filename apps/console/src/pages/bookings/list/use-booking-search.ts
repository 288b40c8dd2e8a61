import { useNavigate, useSearch } from '@tanstack/react-router'
import { tidySearch, type BookingSearch } from '../filters/booking-search.ts'

type Changes = { readonly [Key in keyof BookingSearch]?: BookingSearch[Key] | undefined }

/** The search in the address, and how to change it. Any change begins at the first page again. */
export function useBookingSearch() {
  const search = useSearch({ from: '/shell/bookings' })
  const navigate = useNavigate()
  const go = (next: BookingSearch, replace = false) =>
    void navigate({ to: '.', search: next, replace })
  return {
    search,
    show: (next: BookingSearch) => go(next),
    change: (changes: Changes) => go(tidySearch({ ...search, page: undefined, ...changes })),
    /** For what changes with each key: no entry in the history. */
    refine: (changes: Changes) => go(tidySearch({ ...search, page: undefined, ...changes }), true),
  }
}
