import type { BookingDetail } from '@holdfast/bookings/contract'
import type { PaymentDetail } from '@holdfast/payments/contract'
import { Skeleton } from '@holdfast/ui/skeleton/preact'
import { useEffect, useRef } from 'preact/hooks'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { loadInstructions } from './kept-attempt.ts'
import { methodWords } from './methods.ts'
import { OfflineSteps } from './offline-steps.tsx'
import type { Attempting } from './use-attempt.ts'

/** Somebody pays by hand: how, and what happens then. */
export function ByHand(props: {
  readonly payment: PaymentDetail
  readonly booking: BookingDetail
  readonly attempt: Attempting
  readonly onOtherWay: () => void
}) {
  const { payment, attempt } = props
  const current = payment.attempts.find(({ state }) => state === 'awaiting_offline')
  const kept = current && loadInstructions(current.id)
  const instructions = attempt.next?.kind === 'offline' ? attempt.next : kept
  const method = current?.method
  const hasAsked = useRef(false)
  // From another device nothing is kept here: begun again, it gives the same attempt.
  useEffect(() => {
    if (instructions !== undefined || method === undefined || hasAsked.current) return
    hasAsked.current = true
    attempt.begin(method)
  }, [attempt, instructions, method])
  return (
    <>
      <p class="step-lead" role="status">
        {method === undefined ? 'Pay' : `Pay by ${methodWords[method].name.toLowerCase()}`} as shown
        below. As soon as we see your money we confirm the booking and write to{' '}
        {props.booking.contact.email}. You may close this page; the link in your mail leads back.
      </p>
      {attempt.error !== undefined && method !== undefined && (
        <FailureNotice error={attempt.error} retry={() => attempt.begin(method)} />
      )}
      {instructions !== undefined && (
        <OfflineSteps instructions={instructions} payment={payment} isCash={method === 'cash'} />
      )}
      {instructions === undefined && attempt.error === undefined && (
        <Skeleton shape="lines" count={4} label="Loading how to pay" />
      )}
      {payment.methods.length > 0 && (
        <button type="button" class="text-button" onClick={props.onOtherWay}>
          Pay another way
        </button>
      )}
    </>
  )
}
