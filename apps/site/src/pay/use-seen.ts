import { settle, type CallError } from '@holdfast/client'
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { remedyFor } from '../api/remedy.ts'
import { paid, paying } from '../api/paying.ts'
import type { KeptAccess } from '../flow/kept-booking.ts'
import type { Seen } from './standing.ts'

/** What is known of a booking and its payment, and what went wrong when it was last asked. */
export interface Watched {
  readonly seen: Seen | undefined
  readonly error: CallError | undefined
  readonly isSlow: boolean
  /** How often it was asked since something changed. */
  readonly asked: number
  /** Asks now, and from the beginning of the pauses. */
  readonly refresh: () => void
}

const slowAfterMs = 6_000

/**
 * Asks how a booking and its payment stand, and again after `delayOf`, while the page is looked
 * at. What comes of one's own redirect is never believed: only what the service says.
 */
export function useSeen(
  access: KeptAccess,
  paymentId: string | null,
  delayOf: (seen: Seen, asked: number) => number | undefined,
): Watched {
  const [seen, setSeen] = useState<Seen>()
  const [error, setError] = useState<CallError>()
  const [isSlow, setSlow] = useState(false)
  const [asked, setAsked] = useState(0)
  // Each change of it asks once.
  const [turn, setTurn] = useState(0)
  const known = useRef('')

  const refresh = useCallback(() => {
    setAsked(0)
    setTurn((turn) => turn + 1)
  }, [])

  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    const slow = setTimeout(() => setSlow(true), slowAfterMs)
    const ask = async () => {
      const result = await settle(load(access, paymentId, signal))
      clearTimeout(slow)
      if (signal.aborted) return
      setSlow(false)
      setError(result.ok ? undefined : result.error)
      setAsked((count) => count + 1)
      if (!result.ok) return
      const now = JSON.stringify(result.value)
      if (now !== known.current) setSeen(result.value)
      known.current = now
    }
    void ask()
    return () => {
      clearTimeout(slow)
      controller.abort()
    }
  }, [access, paymentId, turn])

  const delayMs = error ? delayAfter(error) : seen && delayOf(seen, asked)
  useEffect(() => {
    if (delayMs === undefined) return undefined
    const timer = setTimeout(() => {
      // Hidden, it waits until somebody looks again.
      if (document.visibilityState === 'visible') setTurn((turn) => turn + 1)
    }, delayMs)
    return () => clearTimeout(timer)
  }, [delayMs, asked])

  useEffect(() => {
    const look = () => document.visibilityState === 'visible' && refresh()
    // From the back-forward cache the page comes as it was left, before the payment.
    const shown = (event: PageTransitionEvent) => event.persisted && refresh()
    document.addEventListener('visibilitychange', look)
    addEventListener('pageshow', shown)
    addEventListener('online', refresh)
    return () => {
      document.removeEventListener('visibilitychange', look)
      removeEventListener('pageshow', shown)
      removeEventListener('online', refresh)
    }
  }, [refresh])

  return { seen, error, isSlow, asked, refresh }
}

const afterFailureMs = 10_000

// What names a time or a connection goes on by itself; what was refused is not asked again.
function delayAfter(error: CallError): number | undefined {
  return remedyFor(error).kind === 'retry' ? afterFailureMs : undefined
}

async function load(
  { bookingId, accessToken }: KeptAccess,
  paymentId: string | null,
  signal: AbortSignal,
): Promise<Seen> {
  const options = { accessToken, signal }
  const show = (id: string) => paying.showPayment({ params: { id } }, options)
  const early = paymentId === null ? undefined : show(paymentId)
  // Awaited below; what fails first is what is said.
  early?.catch(() => undefined)
  const booking = await paid.showBooking({ params: { id: bookingId } }, options)
  const { deposit } = booking
  return { booking, payment: await (early ?? (deposit && show(deposit.paymentId))) }
}
