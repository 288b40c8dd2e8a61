import type Stripe from 'stripe'
import type {
  DisputeSeen,
  Observation,
  RefundElsewhere,
  RefundSeen,
  RefundStatus,
} from '../../providers/provider.ts'

/** What a PaymentIntent says. */
export function observationOf(intent: Stripe.PaymentIntent): Observation {
  const decline = intent.last_payment_error?.decline_code ?? intent.last_payment_error?.code
  const state = stateOf(intent.status)
  const amount = state === 'settled' ? intent.amount_received : intent.amount
  return {
    state,
    providerReference: intent.id,
    amount: { amount, currency: intent.currency.toUpperCase() },
    ...(decline ? { decline } : {}),
  }
}

function stateOf(status: Stripe.PaymentIntent['status']): Observation['state'] {
  switch (status) {
    case 'succeeded':
      return 'settled'
    case 'canceled':
      return 'expired'
    case 'processing':
    case 'requires_capture':
      return 'processing'
    default:
      // The payer has not finished, or was declined and may try another card.
      return 'open'
  }
}

export function refundStatusOf(refund: Stripe.Refund): RefundStatus {
  const providerReference = refund.id
  switch (refund.status) {
    case 'succeeded':
      return { state: 'settled', providerReference }
    case 'failed':
    case 'canceled':
      return { state: 'failed', providerReference, failure: refund.failure_reason ?? refund.status }
    default:
      return { state: 'processing', providerReference }
  }
}

/** Our own refunds: they carry the id that we gave them. */
export function refundsSeen(refunds: readonly Stripe.Refund[]): RefundSeen[] {
  return refunds.flatMap((refund) => {
    const refundId = refund.metadata?.['refundId']
    return refundId === undefined ? [] : [{ refundId, ...refundStatusOf(refund) }]
  })
}

/** Those that somebody made on Stripe's pages. */
export function refundsElsewhere(refunds: readonly Stripe.Refund[]): RefundElsewhere[] {
  return refunds
    .filter(({ metadata }) => metadata?.['refundId'] === undefined)
    .map((refund) => {
      const { id: providerReference, amount } = refund
      return { ...refundStatusOf(refund), providerReference, amount }
    })
}

export function disputesSeen(disputes: readonly Stripe.Dispute[]): DisputeSeen[] {
  return disputes.flatMap((dispute) => {
    const state = disputeStateOf(dispute.status)
    const { id: providerReference, amount, reason } = dispute
    return state ? [{ providerReference, state, amount, reason }] : []
  })
}

/** A warning takes no money, so it is no dispute yet. */
function disputeStateOf(status: Stripe.Dispute['status']): DisputeSeen['state'] | undefined {
  if (status === 'won') return 'won'
  if (status === 'lost') return 'lost'
  return status.startsWith('warning') || status === 'prevented' ? undefined : 'open'
}
