import type { PaymentDetail } from '@holdfast/payments/contract'

type Attempt = Pick<PaymentDetail['attempts'][number], 'method' | 'verifiedBy' | 'needsTwo'>

/** Whether one confirmation is enough: the service knows the limit, so nobody has to. */
export function whoConfirms(attempt: Attempt | undefined): string {
  if (attempt !== undefined && attempt.verifiedBy.length > 0) {
    return 'A colleague has seen it already; yours is the second confirmation.'
  }
  return attempt?.needsTwo === true
    ? 'It is above the limit that one person may confirm alone: a colleague must confirm it as well, and it stays open until then.'
    : 'Your confirmation is enough: it counts as paid at once.'
}

/** What is written down as evidence: of cash there is no statement. */
export function whereSeen(attempt: Attempt | undefined): string {
  return attempt?.method === 'cash'
    ? 'Such as who took it and where it lies. It is kept as evidence.'
    : 'Such as the line of the bank statement. It is kept as evidence.'
}
