import { Outlet, useParams } from '@tanstack/react-router'
import { usePermission } from '../../data/use-permission.ts'
import { usePageTitle } from '../../shell/page-title.ts'
import { Forbidden } from '../../ui/states/forbidden.tsx'
import { BookingsList } from './list/bookings-list.tsx'

/** The list, and beside it the booking that was chosen. On a small screen one or the other. */
export function BookingsPage() {
  usePageTitle('Bookings')
  const permission = usePermission('bookings.list')
  const { bookingId } = useParams({ strict: false })
  if (!permission.allowed) return <Forbidden what="the bookings" reason={permission.reason} />
  return (
    <div className="flex h-full">
      <BookingsList openedId={bookingId} />
      <Outlet />
    </div>
  )
}
