import type { BookingDetail } from '@holdfast/bookings/contract'
import { settle, type CallError } from '@holdfast/client'
import { useSubmitGuard } from '@holdfast/ui/submit-guard/preact'
import { useState } from 'preact/hooks'
import { hasCode } from '../api/remedy.ts'
import { changing } from '../api/changing.ts'
import type { KeptAccess } from '../flow/kept-booking.ts'
import { useLoad } from '../ui/use-load.ts'

const meanwhile = new Set(['bookings.outdated', 'bookings.wrongState'])
const refundChanged = new Set(['bookings.refundChanged'])

/**
 * What cancelling gives back, and the cancellation that gives exactly that: had the amount changed
 * while somebody read it, nothing is cancelled and the new amount is shown.
 */
export function useCancellation(props: {
  readonly booking: BookingDetail
  readonly access: KeptAccess
  readonly onChanged: (booking: BookingDetail) => void
  readonly onOutdated: () => void
  readonly onKeep: () => void
}) {
  const { bookingId: id, accessToken } = props.access
  const [error, setError] = useState<CallError>()
  const [looks, setLooks] = useState(0)
  const preview = useLoad(`refund ${id} ${props.booking.version} ${looks}`, (options) =>
    changing.previewRefund({ params: { id }, query: {} }, { ...options, accessToken }),
  )
  const { isBusy, submit } = useSubmitGuard((expectedRefund: number) =>
    changing.cancelBooking(
      { params: { id }, body: { expectedRefund, version: props.booking.version } },
      { accessToken },
    ),
  )
  const cancel = async () => {
    const sent = preview.value && submit(preview.value.refund.amount)
    if (sent === undefined) return
    setError(undefined)
    const result = await settle(sent)
    if (result.ok) {
      props.onKeep()
      return props.onChanged(result.value)
    }
    setError(result.error)
    if (hasCode(result.error, refundChanged)) setLooks((looks) => looks + 1)
    if (hasCode(result.error, meanwhile)) props.onOutdated()
  }
  return { preview, isBusy, error, cancel: () => void cancel() }
}
