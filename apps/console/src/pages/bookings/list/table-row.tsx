import type { BookingRow } from '@holdfast/bookings/contract'
import { useNavigate } from '@tanstack/react-router'
import type { MouseEvent } from 'react'
import { links } from '../../../data/links.ts'
import { formatDay } from '../../../format/moments.ts'
import { useNow } from '../../../format/use-now.ts'
import { classNames } from '../../../ui/class-names.ts'
import { isOff } from '../booking-words.ts'
import { columns as allColumns, type ColumnId } from '../filters/columns.ts'
import { cells } from './cells.tsx'
import { guestName } from '../guest-name.ts'
import { Tick } from './tick-cell.tsx'
import { useBookingSearch } from './use-booking-search.ts'
import type { Selection } from './use-selection.ts'

interface TableRowProps {
  readonly row: BookingRow
  readonly columns: readonly ColumnId[]
  readonly isOpened: boolean
  readonly selection: Selection
  /** The row above is of the same day. */
  readonly isSameDay: boolean
}

/** A row opens its booking wherever it is clicked; its link serves keyboard and new tabs. */
export function TableRow({ row, columns, isOpened, selection, isSameDay }: TableRowProps) {
  const navigate = useNavigate()
  const { search } = useBookingSearch()
  const now = useNow()
  const open = (event: MouseEvent<HTMLElement>) => {
    if (!isPlainClick(event)) return
    void navigate(links.booking(row.id, search))
  }
  return (
    // The link in the first cell is what keyboards and screen readers use.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <tr
      onClick={open}
      className={classNames(
        'group cursor-default',
        isOpened || selection.has(row.id)
          ? 'bg-ember-wash/70'
          : 'hover:bg-sunk has-focus-visible:bg-sunk',
        isOff(row.state) && 'text-faint',
      )}
    >
      <td className="border-b">
        <Tick
          selection={selection}
          id={row.id}
          name={`${guestName(row)}, ${row.reference || formatDay(row.date, now)}`}
        />
      </td>
      {allColumns
        .filter(({ id }) => columns.includes(id))
        .map(({ id }) => {
          const Cell = cells[id]
          return (
            <td
              key={id}
              className={classNames(
                'h-10 border-b px-3 whitespace-nowrap last:pr-3 md:last:pr-(--gutter)',
                (id === 'party' || id === 'price') && 'text-right',
              )}
            >
              <Cell row={row} isOpened={isOpened} isSameDay={isSameDay} />
            </td>
          )
        })}
    </tr>
  )
}

function isPlainClick(event: MouseEvent<HTMLElement>): boolean {
  const hasOwnMeaning = event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0
  const isOnControl =
    event.target instanceof Element && event.target.closest('a, button, label') !== null
  const isSelecting = getSelection()?.isCollapsed === false
  return !hasOwnMeaning && !isOnControl && !isSelecting
}
