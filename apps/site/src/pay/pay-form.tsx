import type { PaymentDetail, PaymentMethod } from '@holdfast/payments/contract'
import { useState } from 'preact/hooks'
import creditCard from 'lucide-static/icons/credit-card.svg?raw'
import { askedToWait } from '../api/remedy.ts'
import { formatMoney } from '../prices/money.ts'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { Icon } from '../ui/icon.tsx'
import { declineWords } from './decline-words.ts'
import { MethodChoice } from './method-choice.tsx'
import { actionOf } from './methods.ts'
import { lastDecline } from './standing.ts'
import type { Attempting } from './use-attempt.ts'

/** Chooses how to pay, and begins. What failed before is said above, in words. */
export function PayForm(props: {
  readonly payment: PaymentDetail
  readonly attempt: Attempting
  readonly isTimeUp: boolean
}) {
  const { payment, attempt } = props
  const [wanted, setWanted] = useState<PaymentMethod>()
  const chosen = payment.methods.find((one) => one === wanted) ?? payment.methods[0]
  if (chosen === undefined) return null
  const { error, isBusy } = attempt
  const isStopped = isBusy || props.isTimeUp || askedToWait(error) !== undefined
  const decline = lastDecline(payment)
  return (
    <form
      class="pay-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (!isStopped) attempt.begin(chosen)
      }}
    >
      {decline !== undefined && error === undefined && <Declined code={decline} />}
      <MethodChoice methods={payment.methods} chosen={chosen} onChoose={setWanted} />
      {error !== undefined && (
        <FailureNotice error={error} retry={() => attempt.begin(chosen)} hasOwnButton />
      )}
      <button
        type="submit"
        class="button button-primary button-wide"
        aria-disabled={isStopped}
        data-busy={isBusy}
      >
        {isBusy ? 'Opening the payment…' : actionOf(chosen, formatMoney(payment.amount))}
      </button>
      <p class="visually-hidden" role="status">
        {isBusy ? 'The payment is being opened.' : ''}
      </p>
    </form>
  )
}

function Declined(props: { readonly code: string }) {
  return (
    <div class="notice" data-tone="warning" role="alert">
      <Icon svg={creditCard} />
      <div class="notice-body">
        <p class="notice-title">The payment did not go through</p>
        <p>
          {declineWords(props.code)} Try again, with another card if you have one. Your time stays
          held meanwhile.
        </p>
      </div>
    </div>
  )
}
