import type { CustomerRow } from '@holdfast/bookings/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { UserSearch } from 'lucide-react'
import { classNames } from '../../../ui/class-names.ts'
import { MoreButton } from '../../../ui/list/more-button.tsx'
import { Failure } from '../../../ui/states/failure.tsx'
import { RowsSkeleton } from '../../../ui/states/rows-skeleton.tsx'
import { StaleNotice } from '../../../ui/states/stale-notice.tsx'
import { StateFrame } from '../../../ui/states/state-frame.tsx'
import { customersQuery } from '../data/customer-queries.ts'
import { CustomerRows } from './customer-rows.tsx'
import { CustomerSearch } from './customer-search.tsx'

/** The customers that the address asks for, the newest first. */
export function CustomersList({ openedId }: { readonly openedId: string | undefined }) {
  const search = useSearch({ from: '/shell/customers' })
  const query = useInfiniteQuery(customersQuery(search))
  const rows = query.data?.pages.flatMap(({ items }) => items)
  return (
    <section
      aria-label="List of customers"
      className={classNames(
        'flex min-w-0 flex-1 flex-col',
        openedId !== undefined && 'hidden lg:flex',
      )}
    >
      <div className="flex min-h-14 items-center px-3 md:px-(--gutter)">
        <h1 className="text-16 font-semibold">Customers</h1>
      </div>
      <div className="px-3 pb-3 md:px-(--gutter)">
        <CustomerSearch />
      </div>
      <div className="relative min-h-0 flex-1 overflow-auto border-t">
        {query.isError && rows !== undefined && !query.isFetchNextPageError && (
          <StaleNotice error={query.error} at={query.dataUpdatedAt} retry={query.refetch} />
        )}
        {rows === undefined &&
          (query.error === null ? (
            <div className="p-3 md:px-(--gutter)">
              <RowsSkeleton what="the customers" />
            </div>
          ) : (
            <Failure error={query.error} retry={() => void query.refetch()} />
          ))}
        {rows !== undefined && <Rows rows={rows} openedId={openedId} q={search.q} />}
        <MoreButton query={query} what="earlier customers" />
      </div>
    </section>
  )
}

interface RowsProps {
  readonly rows: readonly CustomerRow[]
  readonly openedId: string | undefined
  readonly q: string | undefined
}

function Rows({ rows, openedId, q }: RowsProps) {
  if (rows.length > 0) return <CustomerRows rows={rows} openedId={openedId} />
  if (q === undefined) {
    return (
      <StateFrame
        Icon={UserSearch}
        title="No customers yet"
        text="Whoever books on the site appears here, with all their bookings."
      />
    )
  }
  return (
    <StateFrame
      Icon={UserSearch}
      title={`Nobody with “${q}”`}
      text="Part of a name is enough. E-mail addresses and phone numbers are found only when they are complete."
    />
  )
}
