import { useQuery } from '@tanstack/react-query'
import { classNames } from '../../../ui/class-names.ts'
import { Failure } from '../../../ui/states/failure.tsx'
import { useMediaQuery } from '../../../ui/use-media-query.ts'
import { bookingsQuery } from '../data/booking-queries.ts'
import { fewColumns, type ColumnId } from '../filters/columns.ts'
import { useColumns } from '../filters/use-columns.ts'
import { BookingsCards } from './bookings-cards.tsx'
import { BookingsTable } from './bookings-table.tsx'
import { EmptyList } from './empty-list.tsx'
import { FilterBar } from './filter-bar.tsx'
import { ListHeader } from './list-header.tsx'
import { ListSkeleton } from './list-skeleton.tsx'
import { Pager } from './pager.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { StaleNotice } from '../../../ui/states/stale-notice.tsx'
import { useBookingSearch } from './use-booking-search.ts'
import { useRowKeys } from './use-row-keys.ts'
import { useSelection } from './use-selection.ts'
import { ViewTabs } from './view-tabs.tsx'

/** The bookings that the address asks for. */
export function BookingsList({ openedId }: { readonly openedId: string | undefined }) {
  const { search } = useBookingSearch()
  const query = useQuery(bookingsQuery(search))
  const columns = useFittingColumns(openedId !== undefined)
  const isPhone = useMediaQuery('(width < 768px)')
  const rows = query.data?.items ?? []
  const listRef = useRowKeys(rows, openedId)
  const selection = useSelection(rows)
  return (
    <section
      aria-label="List of bookings"
      className={classNames(
        'flex min-w-0 flex-1 flex-col',
        openedId !== undefined && 'hidden lg:flex',
      )}
    >
      <ListHeader query={query} />
      <ViewTabs isPhone={isPhone} />
      <FilterBar />
      <div ref={listRef} className="relative min-h-0 flex-1 overflow-auto border-t">
        {query.isPlaceholderData && <Progress />}
        {query.isError && query.data !== undefined && (
          <StaleNotice error={query.error} at={query.dataUpdatedAt} retry={query.refetch} />
        )}
        {query.isPending && <ListSkeleton columns={columns} isPhone={isPhone} />}
        {query.isError && query.data === undefined && (
          <Failure error={query.error} retry={() => void query.refetch()} />
        )}
        {query.data !== undefined && rows.length === 0 && <EmptyList page={query.data.page} />}
        {rows.length > 0 &&
          (isPhone ? (
            <BookingsCards rows={rows} />
          ) : (
            <BookingsTable
              rows={rows}
              columns={columns}
              openedId={openedId}
              selection={selection}
            />
          ))}
      </div>
      {!isPhone && <SelectionBar selection={selection} />}
      {query.data !== undefined && <Pager {...query.data} />}
    </section>
  )
}

/** The chosen columns; fewer where there is no room, unless they were chosen. */
function useFittingColumns(isBesideBooking: boolean): readonly ColumnId[] {
  const { shown, isChosen } = useColumns()
  const isTablet = useMediaQuery('(width < 1120px)')
  const isWide = useMediaQuery('(width >= 1360px)')
  if (isBesideBooking) return isWide ? fewColumns.besideBooking : fewColumns.closeBesideBooking
  return isTablet && !isChosen ? fewColumns.tablet : shown
}

/** A thin line while the next rows are on their way. */
function Progress() {
  return (
    <div className="appear-late sticky inset-x-0 top-0 z-20 h-0.5 overflow-hidden" aria-hidden>
      <div className="h-full w-1/3 animate-[slide_900ms_ease-in-out_infinite] bg-ember" />
    </div>
  )
}
