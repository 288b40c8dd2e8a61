import { classNames } from '../../../ui/class-names.ts'
import { columns as allColumns, type ColumnId } from '../filters/columns.ts'
import { TableHead } from './bookings-table.tsx'

const rows = Array.from({ length: 12 }, (_, index) => index)

const widths: Readonly<Record<ColumnId, string>> = {
  guest: 'w-36',
  start: 'w-40',
  state: 'w-24 h-5 rounded-full',
  party: 'w-6 ml-auto',
  station: 'w-28',
  price: 'w-20 ml-auto',
  reference: 'w-24',
  created: 'w-24',
}

interface ListSkeletonProps {
  readonly columns: readonly ColumnId[]
  readonly isPhone: boolean
}

/** The true shape of what is coming, once the wait can be noticed. */
export function ListSkeleton({ columns, isPhone }: ListSkeletonProps) {
  return (
    <div role="status" className="appear-late">
      <span className="sr-only">Loading the bookings</span>
      {isPhone ? <CardBars /> : <TableBars columns={columns} />}
    </div>
  )
}

function TableBars({ columns }: { readonly columns: readonly ColumnId[] }) {
  return (
    <table className="w-full border-separate border-spacing-0" aria-hidden inert>
      <TableHead columns={columns} />
      <tbody>
        {rows.map((row) => (
          <tr key={row}>
            {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label */}
            <td className="w-px border-b pl-8" />
            {allColumns
              .filter(({ id }) => columns.includes(id))
              .map(({ id }) => (
                // Hidden from those who listen, with the whole table.
                // oxlint-disable-next-line jsx-a11y/control-has-associated-label
                <td key={id} className="h-10 border-b px-3 last:pr-3 md:last:pr-(--gutter)">
                  <span
                    className={classNames('block h-3 rounded-sm bg-hover', widths[id])}
                    style={{ opacity: 1 - row * 0.07 }}
                  />
                </td>
              ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function CardBars() {
  return (
    <ul aria-hidden>
      {rows.slice(0, 8).map((row) => (
        <li key={row} className="flex h-16 flex-col justify-center gap-2.5 border-b px-3">
          <span className="block h-3 w-40 rounded-sm bg-hover" />
          <span className="block h-2.5 w-56 rounded-sm bg-hover" />
        </li>
      ))}
    </ul>
  )
}
