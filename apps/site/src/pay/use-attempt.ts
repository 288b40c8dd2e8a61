import { settle, type CallError } from '@holdfast/client'
import type { Next, PaymentMethod } from '@holdfast/payments/contract'
import { useSubmitGuard } from '@holdfast/ui/submit-guard/preact'
import { useCallback, useEffect, useState } from 'preact/hooks'
import { paying } from '../api/paying.ts'
import type { KeptAccess } from '../flow/kept-booking.ts'
import { keepInstructions, keepLeftFor, type Instructions } from './kept-attempt.ts'

export type CardAttempt = Extract<Next, { readonly kind: 'stripe' }>

/** What a payer does next on this page. */
export type NextHere = CardAttempt | Instructions

export interface Attempting {
  /** Sent, or on the way to the page of a provider. */
  readonly isBusy: boolean
  readonly error: CallError | undefined
  readonly next: NextHere | undefined
  readonly begin: (method: PaymentMethod) => void
  /** Back to choosing how to pay. */
  readonly leave: () => void
}

/**
 * Begins to pay. Begun again, also after a reload or by a second tap, the service gives the
 * attempt that is under way, so that nobody pays twice.
 */
export function useAttempt(
  access: KeptAccess,
  paymentId: string,
  onChanged: () => void,
): Attempting {
  const [error, setError] = useState<CallError>()
  const [next, setNext] = useState<NextHere>()
  const [isLeaving, setLeaving] = useState(false)
  const { isBusy, submit } = useSubmitGuard((method: PaymentMethod) =>
    paying.startAttempt(
      { params: { id: paymentId }, body: { method } },
      { accessToken: access.accessToken },
    ),
  )
  useEffect(() => {
    // Back from the provider's page by the browser's button: this page is as it was left.
    const back = () => setLeaving(false)
    addEventListener('pageshow', back)
    return () => removeEventListener('pageshow', back)
  }, [])

  const begin = useCallback(
    async (method: PaymentMethod) => {
      const sent = isLeaving ? undefined : submit(method)
      if (sent === undefined) return
      setError(undefined)
      const result = await settle(sent)
      if (!result.ok) {
        setError(result.error)
        // It may have been paid or have run out meanwhile: then that is what is shown.
        return onChanged()
      }
      const { attemptId, next } = result.value
      if (next.kind === 'redirect') {
        setLeaving(true)
        keepLeftFor(attemptId)
        return location.assign(webAddress(next.url))
      }
      if (next.kind === 'offline') keepInstructions(attemptId, next)
      setNext(next)
      if (next.kind === 'offline') onChanged()
    },
    [isLeaving, submit, onChanged],
  )

  return {
    isBusy: isBusy || isLeaving,
    error,
    next,
    begin: (method) => void begin(method),
    leave: () => setNext(undefined),
  }
}

/** An address that only leads to a page, whatever it says. */
function webAddress(url: string): string {
  const { protocol, href } = new URL(url, location.href)
  if (protocol !== 'https:' && protocol !== 'http:') throw new Error(`not a page: ${protocol}`)
  return href
}
