import type { BookingRow } from '@holdfast/bookings/contract'
import { useState } from 'react'
import { useBookingSearch } from './use-booking-search.ts'

/** The rows that were ticked, of those that are shown. */
export interface Selection {
  readonly rows: readonly BookingRow[]
  readonly has: (id: string) => boolean
  readonly state: 'none' | 'some' | 'all'
  readonly toggle: (id: string) => void
  /** Ticks every row that is shown, or none. */
  readonly toggleAll: () => void
  readonly clear: () => void
}

interface Ticked {
  readonly of: string
  readonly ids: ReadonlySet<string>
}

/** Nothing stays ticked that is out of sight: another search or page begins anew. */
export function useSelection(shown: readonly BookingRow[]): Selection {
  const { search } = useBookingSearch()
  const of = JSON.stringify(search)
  const [ticked, setTicked] = useState<Ticked>({ of, ids: new Set() })
  const ids = ticked.of === of ? ticked.ids : new Set<string>()
  const rows = shown.filter(({ id }) => ids.has(id))
  const isAll = rows.length > 0 && rows.length === shown.length
  const set = (next: Iterable<string>) => setTicked({ of, ids: new Set(next) })
  return {
    rows,
    has: (id) => ids.has(id),
    state: isAll ? 'all' : rows.length > 0 ? 'some' : 'none',
    toggle: (id) => set(ids.has(id) ? [...ids].filter((one) => one !== id) : [...ids, id]),
    toggleAll: () => set(isAll ? [] : shown.map(({ id }) => id)),
    clear: () => set([]),
  }
}
