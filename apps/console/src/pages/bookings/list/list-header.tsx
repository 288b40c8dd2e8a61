import type { BookingRow } from '@holdfast/bookings/contract'
import type { UseQueryResult } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import { IconButton } from '../../../ui/icon-button.tsx'
import { ColumnMenu } from './column-menu.tsx'
import { ExportButton } from './export-button.tsx'

type Query = UseQueryResult<{
  readonly items: readonly BookingRow[]
  readonly page: { readonly total?: number | undefined }
}>

/** What the page is, how many there are, and what concerns all of them. */
export function ListHeader({ query }: { readonly query: Query }) {
  const { data, dataUpdatedAt, isFetching, refetch } = query
  const total = data?.page.total
  return (
    <div className="flex min-h-14 items-center gap-2 px-3 md:px-(--gutter)">
      <h1 className="text-16 font-semibold">Bookings</h1>
      <p className="text-faint tabular-nums" role="status">
        {total !== undefined && (
          <>
            <span className="sr-only">Found: </span>
            {total.toLocaleString()}
          </>
        )}
      </p>
      <div className="ml-auto flex items-center gap-1">
        {dataUpdatedAt > 0 && (
          <p className="hidden pr-1 text-12 text-faint tabular-nums sm:block">
            Updated {new Date(dataUpdatedAt).toLocaleTimeString([], { timeStyle: 'short' })}
          </p>
        )}
        <IconButton label="Refresh" onClick={() => void refetch()}>
          <RotateCw aria-hidden className={isFetching ? 'animate-spin' : ''} />
        </IconButton>
        <ExportButton />
        <ColumnMenu />
      </div>
    </div>
  )
}
