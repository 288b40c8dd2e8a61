import { z } from 'zod'

/** The columns of the table, in their order. The first two say which booking a row is. */
export const columns = [
  { id: 'guest', title: 'Guest', isFixed: true },
  { id: 'start', title: 'Dinner', isFixed: true },
  { id: 'state', title: 'State', isFixed: false },
  { id: 'party', title: 'Guests', isFixed: false },
  { id: 'station', title: 'Station', isFixed: false },
  { id: 'price', title: 'Price', isFixed: false },
  { id: 'reference', title: 'Reference', isFixed: false },
  { id: 'created', title: 'Booked', isFixed: false },
] as const

export type ColumnId = (typeof columns)[number]['id']

const firstShown: readonly ColumnId[] = [
  'guest',
  'start',
  'state',
  'party',
  'station',
  'price',
  'reference',
]

const storedColumns = z.array(z.string())

/** What fits beside a rail on a tablet, and beside an open booking. */
export const fewColumns = {
  tablet: ['guest', 'start', 'state', 'party', 'station'],
  besideBooking: ['guest', 'start', 'state', 'party'],
  closeBesideBooking: ['guest', 'start', 'state'],
} as const satisfies Readonly<Record<string, readonly ColumnId[]>>

/** The columns that somebody chose to see; the usual ones for who never chose. */
export function readColumns(text: string | null): readonly ColumnId[] {
  try {
    const chosen = storedColumns.parse(JSON.parse(text ?? 'null'))
    return columns.filter(({ id, isFixed }) => isFixed || chosen.includes(id)).map(({ id }) => id)
  } catch {
    return firstShown
  }
}

/** The same columns with one shown or hidden, in the table's order. */
export function toggleColumn(shown: readonly ColumnId[], id: ColumnId): readonly ColumnId[] {
  return columns
    .filter((column) => column.isFixed || shown.includes(column.id) !== (column.id === id))
    .map((column) => column.id)
}
