import type { BookingDetail } from '@holdfast/bookings/contract'
import { useQuery } from '@tanstack/react-query'
import { Failure } from '../../../../ui/states/failure.tsx'
import { Notice } from '../../../../ui/notice.tsx'
import { movedRefundQuery } from '../../data/booking-queries.ts'
import { hasPaid } from './refund-choice.tsx'
import { movedDeposit } from './refund-words.ts'

interface MovedDepositProps {
  readonly booking: BookingDetail
  /** The day that is being looked at. */
  readonly date: string
}

/** What moving to this day does to a paid deposit, before it is done. */
export function MovedDeposit({ booking, date }: MovedDepositProps) {
  const isAsked = hasPaid(booking) && booking.actions.reschedule?.allowed === true && date !== ''
  const { data, error, refetch } = useQuery({
    ...movedRefundQuery(booking.id, date),
    enabled: isAsked,
  })
  if (!isAsked) return null
  if (data === undefined) {
    return error === null ? null : <Failure error={error} retry={() => void refetch()} />
  }
  const words = movedDeposit(data, booking.timeZone)
  if (words === undefined) return null
  return (
    <Notice role="status" tone={words.isLoss ? 'warning' : 'info'} title={words.title}>
      <p className="text-soft">{words.text}</p>
    </Notice>
  )
}
