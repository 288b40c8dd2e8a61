import type { PaymentDetail } from '@holdfast/payments/contract'
import { FailureNotice } from '../ui/failure-notice.tsx'
import type { Attempting } from './use-attempt.ts'

/** A bank has the payment. Nobody has to wait here for it. */
export function Processing(props: {
  readonly email: string
  readonly payment: PaymentDetail
  readonly attempt: Attempting
}) {
  const { attempt, payment } = props
  const current = payment.attempts.find(({ state }) => state === 'processing')
  return (
    <>
      <p class="step-lead" role="status">
        Your payment is being checked, and we hold your time meanwhile. This page goes on by itself.
        You may also close it: we write to {props.email}.
      </p>
      <div class="pay-bar" aria-hidden="true">
        <i />
      </div>
      {attempt.error !== undefined && <FailureNotice error={attempt.error} />}
      {current !== undefined && (
        <button
          type="button"
          class="text-button"
          aria-disabled={attempt.isBusy}
          onClick={() => attempt.begin(current.method)}
        >
          Your bank asks you something? Open its page again
        </button>
      )}
    </>
  )
}
