import type { PaymentState } from '@holdfast/payments/contract'
import { Badge } from '../../ui/badge.tsx'
import { paymentStateWords } from './payment-words.ts'

/** How a payment stands, as a word with its tone. */
export function PaymentStateBadge({ state }: { readonly state: PaymentState }) {
  const { label, tone } = paymentStateWords[state]
  return <Badge tone={tone}>{label}</Badge>
}
