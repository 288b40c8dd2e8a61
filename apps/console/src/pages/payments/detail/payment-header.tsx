import type { PaymentDetail } from '@holdfast/payments/contract'
import { useEffect, useRef } from 'react'
import { formatMoney } from '../../../format/money.ts'
import { PanelBar } from '../../../ui/panel/panel-bar.tsx'
import { usePanelHeadings } from '../../../ui/panel/use-panel-headings.ts'
import { paymentStateWords, purposeWords } from '../payment-words.ts'
import { PaymentStateBadge } from '../state-badge.tsx'

interface PaymentHeaderProps {
  readonly payment: PaymentDetail
  readonly onClose: () => void
}

/** How much, for what, and how it stands. The focus comes here when the payment is opened. */
export function PaymentHeader({ payment, onClose }: PaymentHeaderProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const { Title } = usePanelHeadings()
  const { amount, state, purpose } = payment
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <header className="sticky top-0 z-10 border-b bg-raised px-4 pt-3 pb-3 md:px-6">
      <PanelBar list="Payments" what="payment" onClose={onClose}>
        <p className="min-w-0 truncate text-12 text-faint">{purposeWords(purpose)}</p>
      </PanelBar>
      <div className="mt-0.5 flex flex-wrap items-center gap-x-3 gap-y-1">
        <Title
          ref={heading}
          tabIndex={-1}
          className="text-20 font-semibold tracking-tight tabular-nums"
        >
          {formatMoney(amount)}
        </Title>
        <PaymentStateBadge state={state} />
      </div>
      <p className="mt-0.5 text-12 text-faint">{paymentStateWords[state].meaning}</p>
    </header>
  )
}
