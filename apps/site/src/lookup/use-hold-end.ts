import type { BookingDetail } from '@holdfast/bookings/contract'
import { useEffect, useState } from 'preact/hooks'
import { serverNow } from '../api/server-clock.ts'

type Held = Pick<BookingDetail, 'state' | 'holdExpiresAt'>

const tickMs = 1_000
const lookAgainMs = 10_000

/** Whether the time that a booking was held for is over, whatever is known of it. */
export function isHoldOver({ state, holdExpiresAt }: Held, nowMs: number): boolean {
  return state === 'pending' && holdExpiresAt !== undefined && Date.parse(holdExpiresAt) <= nowMs
}

/**
 * `isHoldOver`, as time goes by on an open page. Looks again when the hold ends, and then every ten
 * seconds while somebody sees the page, until it is known what became of the booking.
 */
export function useHoldEnd(booking: Held, lookAgain: () => void): boolean {
  const { state, holdExpiresAt } = booking
  // Which end has passed: a hold that was answered meanwhile may end later, or be none any more.
  const [over, setOver] = useState(() => endOf(booking))
  useEffect(() => {
    let lookedAtMs = Number.NEGATIVE_INFINITY
    const tick = () => {
      const end = endOf({ state, holdExpiresAt })
      setOver(end)
      const now = serverNow()
      if (end === undefined || document.hidden || now - lookedAtMs < lookAgainMs) return
      lookedAtMs = now
      lookAgain()
    }
    tick()
    const timer = setInterval(tick, tickMs)
    return () => clearInterval(timer)
  }, [state, holdExpiresAt, lookAgain])
  return state === 'pending' && over !== undefined && over === holdExpiresAt
}

function endOf(booking: Held): string | undefined {
  return isHoldOver(booking, serverNow()) ? booking.holdExpiresAt : undefined
}
