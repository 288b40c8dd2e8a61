import type { PaymentDetail, PaymentRow } from '@holdfast/payments/contract'

type Attempt = PaymentDetail['attempts'][number]

const waiting: ReadonlySet<string> = new Set(['created', 'open', 'processing', 'awaiting_offline'])

/**
 * The try to pay whose money nobody reports but who sees it; also one that was given up, since the
 * transfer may have left before.
 */
export function waitingAttempt({ attempts }: Pick<PaymentDetail, 'attempts'>): Attempt | undefined {
  return attempts.findLast(
    ({ provider, state }) => provider === 'manual' && (waiting.has(state) || state === 'expired'),
  )
}

/** Whether that person has said already that they saw the money. */
export function hasSeen({ verifiedBy }: Pick<Attempt, 'verifiedBy'>, personId: string): boolean {
  return verifiedBy.includes(personId)
}

/** Why money can not be confirmed now; undefined when it can. */
export function verifyRefusal(
  payment: Pick<PaymentDetail, 'attempts' | 'state'>,
  personId: string,
): string | undefined {
  const attempt = waitingAttempt(payment)
  if (attempt === undefined) {
    return payment.state === 'settled'
      ? 'This money is confirmed already.'
      : 'Nobody has announced a transfer or cash. What is paid by card confirms itself.'
  }
  if (hasSeen(attempt, personId)) {
    return 'You have confirmed this already. Somebody else must confirm it as well.'
  }
  return undefined
}

/** Why nothing can be given back now; undefined when something can. */
export function refundRefusal({
  paid,
  refundable,
}: Pick<PaymentDetail, 'paid' | 'refundable'>): string | undefined {
  if (refundable.amount > 0) return undefined
  return paid.amount === 0 ? 'Nothing was paid.' : 'All of it was given back already.'
}

/** What has gone back, or is on its way. */
export function givenBack({
  refunded,
  refunding,
}: Pick<PaymentRow, 'refunded' | 'refunding'>): number {
  return refunded.amount + refunding.amount
}

/** Whether somebody still has to pay it. */
export function isWaiting({ state }: Pick<PaymentRow, 'state'>): boolean {
  return state !== 'settled' && state !== 'closed'
}
