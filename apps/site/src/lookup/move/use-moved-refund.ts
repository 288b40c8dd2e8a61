import { changing } from '../../api/changing.ts'
import { useLoad } from '../../ui/use-load.ts'
import type { Moving } from './moving.ts'

/** What of the deposit could be had back after the move; undefined where none was paid. */
export function useMovedRefund({
  booking,
  access,
  view,
}: Pick<Moving, 'booking' | 'access' | 'view'>) {
  const { bookingId: id, accessToken } = access
  const hasPaid = (booking.deposit?.paid.amount ?? 0) > 0 && booking.actions.reschedule.allowed
  const key = hasPaid ? `moved refund ${id} ${booking.version} ${view.date}` : undefined
  const query = { movedTo: view.date }
  const loaded = useLoad(key, (options) =>
    changing.previewRefund({ params: { id }, query }, { ...options, accessToken }),
  )
  return hasPaid ? loaded : undefined
}
