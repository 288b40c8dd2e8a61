import type { PaymentDetail } from '@holdfast/payments/contract'
import { ArrowLeft, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { formatMoney } from '../../../format/money.ts'
import { Button } from '../../../ui/button.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { usePanelHeadings } from '../../bookings/detail/use-panel-headings.ts'
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
      <div className="flex min-h-8 items-center justify-between gap-2">
        <Button look="quiet" size="small" className="-ml-2 lg:hidden" onClick={onClose}>
          <ArrowLeft aria-hidden /> Payments
        </Button>
        <p className="min-w-0 truncate text-12 text-faint">{purposeWords(purpose)}</p>
        <IconButton
          label="Close the payment"
          shortcut="Esc"
          onClick={onClose}
          className="-mr-2 hidden lg:inline-flex"
        >
          <X aria-hidden />
        </IconButton>
      </div>
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
