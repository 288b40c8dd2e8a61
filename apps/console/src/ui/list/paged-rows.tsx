import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Failure } from '../states/failure.tsx'
import { StaleNotice } from '../states/stale-notice.tsx'
import { MoreButton } from './more-button.tsx'

export interface PagedRowsProps<Row> {
  readonly query: UseInfiniteQueryResult<InfiniteData<{ readonly items: readonly Row[] }>>
  /** Stands there until the first rows have come. */
  readonly skeleton: ReactNode
  /** What lies behind the last row: "older payments". */
  readonly older: string
  /** The rows that were loaded, or what is said when there are none. */
  readonly children: (rows: readonly Row[]) => ReactNode
}

/** A list that comes page by page: on its way, failed, as of when it is, and the way to what is older. */
export function PagedRows<Row>({ query, skeleton, older, children }: PagedRowsProps<Row>) {
  const { data, error, dataUpdatedAt, refetch, isFetchNextPageError } = query
  if (data === undefined) {
    return error === null ? skeleton : <Failure error={error} retry={() => void refetch()} />
  }
  return (
    <>
      {error !== null && !isFetchNextPageError && (
        <StaleNotice error={error} at={dataUpdatedAt} retry={refetch} />
      )}
      {children(data.pages.flatMap(({ items }) => items))}
      <MoreButton query={query} what={older} />
    </>
  )
}
