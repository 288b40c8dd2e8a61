import { Outlet, useParams } from '@tanstack/react-router'
import { usePermission } from '../../data/use-permission.ts'
import { usePageTitle } from '../../shell/page-title.ts'
import { Forbidden } from '../../ui/states/forbidden.tsx'
import { PaymentsList } from './list/payments-list.tsx'

/** The payments, and beside them the one that was chosen. On a small screen one or the other. */
export function PaymentsPage() {
  usePageTitle('Payments')
  const listing = usePermission('payments.list')
  const reading = usePermission('payments.read')
  const { paymentId } = useParams({ strict: false })
  // A link to one payment also works for who may open one and not list all.
  if (!listing.allowed && paymentId !== undefined && reading.allowed) return <Outlet />
  if (!listing.allowed) return <Forbidden what="the payments" reason={listing.reason} />
  return (
    <div className="flex h-full">
      <PaymentsList openedId={paymentId} />
      <Outlet />
    </div>
  )
}
