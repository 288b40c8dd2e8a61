import type { CustomerRow } from '@holdfast/bookings/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { UserSearch } from 'lucide-react'
import { ListFrame } from '../../../ui/list/list-frame.tsx'
import { ListRows } from '../../../ui/list/list-rows.tsx'
import { StateFrame } from '../../../ui/states/state-frame.tsx'
import { customersQuery } from '../data/customer-queries.ts'
import { CustomerRows } from './customer-rows.tsx'
import { CustomerSearch } from './customer-search.tsx'

/** The customers that the address asks for, the newest first. */
export function CustomersList({ openedId }: { readonly openedId: string | undefined }) {
  const search = useSearch({ from: '/shell/customers' })
  const query = useInfiniteQuery(customersQuery(search))
  return (
    <ListFrame
      title="Customers"
      label="List of customers"
      hasOpened={openedId !== undefined}
      filters={<CustomerSearch />}
    >
      <ListRows query={query} what="the customers" older="earlier customers">
        {(rows) => <Rows rows={rows} openedId={openedId} q={search.q} />}
      </ListRows>
    </ListFrame>
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
