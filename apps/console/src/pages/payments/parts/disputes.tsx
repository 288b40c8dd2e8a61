import type { PaymentDetail } from '@holdfast/payments/contract'
import { formatMoment } from '../../../format/moments.ts'
import { formatMoney } from '../../../format/money.ts'
import { Badge } from '../../../ui/badge.tsx'
import { disputeStateWords } from '../payment-words.ts'
import { Record, Records, type HeadingLevel } from './record.tsx'

interface DisputesProps {
  readonly disputes: PaymentDetail['disputes']
  readonly Heading: HeadingLevel
}

/** What payers have asked back from their banks. */
export function Disputes({ disputes, Heading }: DisputesProps) {
  if (disputes.length === 0) return null
  return (
    <Records title="Disputes" Heading={Heading}>
      {disputes.map(({ id, amount, state, reason, createdAt }) => (
        <Record
          key={id}
          what={<span className="font-medium tabular-nums">{formatMoney(amount)}</span>}
          mark={
            <Badge tone={disputeStateWords[state].tone}>{disputeStateWords[state].label}</Badge>
          }
        >
          <p className="text-soft">{reason}</p>
          <p className="text-12 text-faint">
            <time dateTime={createdAt}>{formatMoment(createdAt)}</time>
          </p>
        </Record>
      ))}
    </Records>
  )
}
