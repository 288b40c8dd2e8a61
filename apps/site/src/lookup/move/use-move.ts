import { settle, type CallError } from '@holdfast/client'
import { useSubmitGuard } from '@holdfast/ui/submit-guard/preact'
import { useEffect, useState } from 'preact/hooks'
import { hasCode } from '../../api/remedy.ts'
import { changing } from '../../api/changing.ts'
import type { Moving } from './moving.ts'

const meanwhile = new Set(['bookings.outdated', 'bookings.feeNotAccepted', 'bookings.wrongState'])

/** Moves the booking once; the fee that was shown is the fee that is accepted. */
export function useMove({ booking, access, view, onMoved, onOutdated }: Moving) {
  const [error, setError] = useState<CallError>()
  const { date, time } = view
  // Another time is another question.
  useEffect(() => setError(undefined), [date, time])
  const { isBusy, submit } = useSubmitGuard(() =>
    changing.rescheduleBooking(
      {
        params: { id: access.bookingId },
        body: {
          startsAt: { date, time },
          acceptedFee: booking.actions.reschedule.fee?.amount ?? 0,
          version: booking.version,
        },
      },
      { accessToken: access.accessToken },
    ),
  )
  const move = async () => {
    const sent = submit()
    if (sent === undefined) return
    setError(undefined)
    const result = await settle(sent)
    if (result.ok) return onMoved(result.value)
    setError(result.error)
    if (hasCode(result.error, meanwhile)) onOutdated()
  }
  return { isBusy, error, move: () => void move() }
}
