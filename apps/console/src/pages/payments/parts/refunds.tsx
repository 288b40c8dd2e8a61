import { Link } from '@tanstack/react-router'
import { links } from '../../../data/links.ts'
import { useMe } from '../../../data/session.ts'
import { loneLinkStyle } from '../../../ui/text-link-style.ts'
import type { PaymentDetail } from '@holdfast/payments/contract'
import { useState } from 'react'
import { api } from '../data/payments-api.ts'
import { usePermission } from '../../../data/use-permission.ts'
import { formatMoment } from '../../../format/moments.ts'
import { formatMoney } from '../../../format/money.ts'
import { QuestionDialog } from '../../../ui/ask/question-dialog.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { usePaymentChange } from '../data/use-payment-change.ts'
import { refundReasonWords, refundStateWords, stuckWords } from '../payment-words.ts'
import { Record, Records, type HeadingLevel } from './record.tsx'

type Refund = PaymentDetail['refunds'][number]

interface RefundsProps {
  readonly payment: PaymentDetail
  readonly Heading: HeadingLevel
}

/** What was given back or is on its way, the latest first. */
export function Refunds({ payment, Heading }: RefundsProps) {
  if (payment.refunds.length === 0) return null
  return (
    <Records title="Refunds" Heading={Heading}>
      {payment.refunds.toReversed().map((refund) => (
        <RefundRecord key={refund.id} refund={refund} paymentId={payment.id} />
      ))}
    </Records>
  )
}

interface RefundRecordProps {
  readonly refund: Refund
  readonly paymentId: string
}

function RefundRecord({ refund, paymentId }: RefundRecordProps) {
  const { amount, state, reason, failure, changedAt } = refund
  const { label, tone } = refund.isStuck === true ? stuckWords : refundStateWords[state]
  return (
    <Record
      what={<span className="font-medium tabular-nums">{formatMoney(amount)}</span>}
      mark={<Badge tone={tone}>{label}</Badge>}
    >
      <p className="text-soft">{refundReasonWords(reason)}</p>
      {refund.isStuck === true && <Stuck />}
      {failure !== null && <p className="text-danger">The provider says: {failure}</p>}
      <p className="text-12 text-faint">
        <time dateTime={changedAt}>{formatMoment(changedAt)}</time>
      </p>
      {state === 'awaiting_offline' && <HandOver refund={refund} paymentId={paymentId} />}
    </Record>
  )
}

/** Nobody is at it any more: the way to where somebody decides. */
function Stuck() {
  const { actions } = useMe()
  return (
    <p className="text-danger">
      It could not be sent, and nothing tries any more.{' '}
      {actions.includes('deadLetters.read') ? (
        <Link {...links.deadLetters} className={loneLinkStyle}>
          Have it tried again
        </Link>
      ) : (
        'Ask an owner or admin to have it tried again.'
      )}
    </p>
  )
}

/** A refund that no provider sends: somebody hands it over and says so. */
function HandOver({ refund, paymentId }: RefundRecordProps) {
  const [isAsked, setAsked] = useState(false)
  const permission = usePermission('payments.refund')
  const amount = formatMoney(refund.amount)
  const settling = usePaymentChange(paymentId, {
    send: () => api.payments.settleRefund({ params: { id: refund.id } }),
    done: () => [`${amount} was given back`],
  })
  return (
    <>
      <Button
        size="small"
        className="mt-1.5"
        disabledReason={permission.allowed ? undefined : permission.reason}
        onClick={() => setAsked(true)}
      >
        It was handed over
      </Button>
      {isAsked && (
        <QuestionDialog
          look="primary"
          title={`Has the guest got ${amount} back?`}
          text="Say so only once it was transferred or handed over. This cannot be undone."
          yes={`${amount} was given back`}
          no="Not yet"
          deed={settling}
          onYes={() => settling.mutate(undefined, { onSuccess: () => setAsked(false) })}
          onClose={() => setAsked(false)}
        />
      )}
    </>
  )
}
