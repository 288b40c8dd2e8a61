import type { PaymentDetail } from '@holdfast/payments/contract'
import { BadgeCheck, Undo2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useMe } from '../../../data/session.ts'
import { usePermission } from '../../../data/use-permission.ts'
import { formatMoney } from '../../../format/money.ts'
import { usePageDeeds, type PageDeed } from '../../../shell/palette/page-deeds.ts'
import { Button } from '../../../ui/button.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { hasSeen, refundRefusal, verifyRefusal, waitingAttempt } from '../payment-rules.ts'
import { RefundDialog } from './refund-dialog.tsx'
import { VerifyDialog } from './verify-dialog.tsx'

type Asked = 'verify' | 'refund' | undefined

/** What can be done with a payment. What cannot says why. */
export function PaymentActions({ payment }: { readonly payment: PaymentDetail }) {
  const [asked, setAsked] = useState<Asked>()
  const { person } = useMe()
  const verifying = usePermission('payments.verify')
  const refunding = usePermission('payments.refund')
  const whyNotVerify = verifying.allowed ? verifyRefusal(payment, person.id) : verifying.reason
  const whyNotRefund = refunding.allowed ? refundRefusal(payment) : refunding.reason
  useDeeds({ payment, whyNotVerify, whyNotRefund, ask: setAsked })
  const close = () => setAsked(undefined)
  return (
    <div className="flex flex-col gap-3 border-b px-4 py-3 md:px-6">
      <div className="flex flex-wrap gap-1.5">
        <Button
          look={waitingAttempt(payment) === undefined ? 'plain' : 'primary'}
          className="px-2.5"
          disabledReason={whyNotVerify}
          onClick={() => setAsked('verify')}
        >
          <BadgeCheck aria-hidden /> Confirm the money
        </Button>
        <Button className="px-2.5" disabledReason={whyNotRefund} onClick={() => setAsked('refund')}>
          <Undo2 aria-hidden /> Give money back
        </Button>
      </div>
      <SecondPerson payment={payment} />
      {asked === 'verify' && <VerifyDialog payment={payment} onClose={close} />}
      {asked === 'refund' && <RefundDialog payment={payment} onClose={close} />}
    </div>
  )
}

/** Somebody has seen the money, and it is so much that another person must as well. */
function SecondPerson({ payment }: { readonly payment: PaymentDetail }) {
  const { person } = useMe()
  const attempt = waitingAttempt(payment)
  if (attempt === undefined || attempt.verifiedBy.length === 0) return null
  const isMine = hasSeen(attempt, person.id)
  return (
    <Notice tone="warning" title="A second person must confirm this money">
      <p className="text-soft">
        {isMine ? 'You have seen it.' : 'A colleague has seen it.'} {formatMoney(payment.amount)} is
        above the limit that one person may confirm alone.{' '}
        {isMine ? 'Ask a colleague to look as well.' : 'Look for it yourself, then confirm it.'}
      </p>
    </Notice>
  )
}

interface Deeds {
  readonly payment: PaymentDetail
  readonly whyNotVerify: string | undefined
  readonly whyNotRefund: string | undefined
  readonly ask: (asked: Asked) => void
}

function useDeeds({ payment, whyNotVerify, whyNotRefund, ask }: Deeds): void {
  const deeds = useMemo(
    (): readonly PageDeed[] => [
      {
        name: 'Confirm the money',
        Icon: BadgeCheck,
        keywords: ['verify', 'transfer', 'cash'],
        refusal: whyNotVerify,
        run: () => ask('verify'),
      },
      {
        name: 'Give money back',
        Icon: Undo2,
        keywords: ['refund'],
        refusal: whyNotRefund,
        run: () => ask('refund'),
      },
    ],
    [whyNotVerify, whyNotRefund, ask],
  )
  usePageDeeds(`Payment of ${formatMoney(payment.amount)}`, deeds)
}
