import type { BookingRow } from '@holdfast/bookings/contract'
import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from '../../../ui/class-names.ts'
import { defaultSort, type Sort } from '../filters/booking-search.ts'
import { columns as allColumns, type ColumnId } from '../filters/columns.ts'
import { TickAll } from './tick-cell.tsx'
import { TableRow } from './table-row.tsx'
import { useBookingSearch } from './use-booking-search.ts'
import type { Selection } from './use-selection.ts'

interface BookingsTableProps {
  readonly rows: readonly BookingRow[]
  readonly columns: readonly ColumnId[]
  readonly openedId: string | undefined
  readonly selection: Selection
}

export function BookingsTable({ rows, columns, openedId, selection }: BookingsTableProps) {
  return (
    <table className="w-full border-separate border-spacing-0 tabular-nums">
      <caption className="sr-only">
        Bookings. Press j and k to move between rows, Enter to open one.
      </caption>
      <TableHead columns={columns} first={<TickAll selection={selection} />} />
      <tbody>
        {rows.map((row, index) => (
          <TableRow
            key={row.id}
            row={row}
            columns={columns}
            isOpened={row.id === openedId}
            selection={selection}
            isSameDay={rows[index - 1]?.date === row.date}
          />
        ))}
      </tbody>
    </table>
  )
}

interface TableHeadProps {
  readonly columns: readonly ColumnId[]
  /** What stands above the boxes to tick. */
  readonly first?: ReactNode
}

export function TableHead({ columns, first }: TableHeadProps) {
  return (
    <thead>
      <tr>
        <th scope="col" className={classNames(cellStyle, 'w-px px-0')}>
          {first}
        </th>
        {allColumns
          .filter(({ id }) => columns.includes(id))
          .map(({ id, title }) => (
            <HeadCell key={id} id={id} title={title} />
          ))}
      </tr>
    </thead>
  )
}

const cellStyle =
  'sticky top-0 z-10 h-9 border-b bg-paper px-3 text-left text-12 font-medium whitespace-nowrap text-faint last:pr-3 md:last:pr-(--gutter)'

function HeadCell({ id, title }: { readonly id: ColumnId; readonly title: string }) {
  const isNumber = id === 'party' || id === 'price'
  if (id !== 'start' && id !== 'created') {
    return (
      <th scope="col" className={classNames(cellStyle, isNumber && 'text-right')}>
        {title}
      </th>
    )
  }
  return <SortableCell sort={id} title={title} />
}

function SortableCell({ sort, title }: { readonly sort: 'start' | 'created'; title: string }) {
  const { search, change } = useBookingSearch()
  const current = search.sort ?? defaultSort(search)
  const isRising = current === sort
  const isFalling = current === `-${sort}`
  const next: Sort = isRising ? `-${sort}` : isFalling ? sort : firstOrder[sort]
  return (
    <th
      scope="col"
      className={cellStyle}
      aria-sort={isRising ? 'ascending' : isFalling ? 'descending' : 'none'}
    >
      <button
        type="button"
        onClick={() => change({ sort: next })}
        className="-mx-1 inline-flex h-6 items-center gap-1 rounded-sm px-1 hover:text-ink"
      >
        {title}
        {isRising && <ArrowUp className="size-3.5" aria-hidden />}
        {isFalling && <ArrowDown className="size-3.5" aria-hidden />}
      </button>
    </th>
  )
}

const firstOrder = { start: 'start', created: '-created' } as const
