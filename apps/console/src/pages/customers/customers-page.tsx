import { Outlet, useParams } from '@tanstack/react-router'
import { usePermission } from '../../data/use-permission.ts'
import { usePageTitle } from '../../shell/page-title.ts'
import { Forbidden } from '../../ui/states/forbidden.tsx'
import { CustomersList } from './list/customers-list.tsx'

/** Those who have booked, and beside them the one who was chosen. On a small screen one or the other. */
export function CustomersPage() {
  usePageTitle('Customers')
  const listing = usePermission('customers.list')
  const { customerId } = useParams({ strict: false })
  if (!listing.allowed) return <Forbidden what="the customers" reason={listing.reason} />
  return (
    <div className="flex h-full">
      <CustomersList openedId={customerId} />
      <Outlet />
    </div>
  )
}
