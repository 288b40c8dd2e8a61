import type { PaymentDetail } from '@holdfast/payments/contract'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import { links } from '../../../data/links.ts'
import { usePageTitle } from '../../../shell/page-title.ts'
import { useCloseKey } from '../../../shell/shortcuts/use-close-key.ts'
import { Panel } from '../../../ui/panel/panel.tsx'
import { usePanelHeadings } from '../../../ui/panel/use-panel-headings.ts'
import { paymentQuery } from '../data/payment-queries.ts'
import { Attempts } from '../parts/attempts.tsx'
import { Disputes } from '../parts/disputes.tsx'
import { LedgerLines } from '../parts/ledger-lines.tsx'
import { Refunds } from '../parts/refunds.tsx'
import { PaymentActions } from './payment-actions.tsx'
import { PaymentFacts } from './payment-facts.tsx'
import { PaymentHeader } from './payment-header.tsx'

/** One payment beside the list: how it stands, what can be done, and how the money moved. */
export function PaymentPanel() {
  const { paymentId } = useParams({ from: '/shell/payments/$paymentId' })
  const query = useQuery(paymentQuery(paymentId))
  const close = useClose()
  usePageTitle('Payment')
  return (
    <Panel
      name="Payment"
      query={query}
      missing="The address may have a typing error, or it belongs to a station that is not yours."
      onClose={close}
    >
      {(payment, stale) => (
        <>
          <PaymentHeader payment={payment} onClose={close} />
          {stale}
          <Shown payment={payment} />
        </>
      )}
    </Panel>
  )
}

function Shown({ payment }: { readonly payment: PaymentDetail }) {
  const { Part } = usePanelHeadings()
  return (
    <>
      <PaymentActions payment={payment} />
      <PaymentFacts payment={payment} />
      <div className="flex flex-col gap-6 px-4 py-4 md:px-6">
        <Attempts attempts={payment.attempts} Heading={Part} />
        <Refunds payment={payment} Heading={Part} />
        <Disputes disputes={payment.disputes} Heading={Part} />
        <LedgerLines payment={payment} Heading={Part} />
      </div>
    </>
  )
}

/** Back to the list as it was. */
function useClose(): () => void {
  const navigate = useNavigate()
  const search = useSearch({ from: '/shell/payments' })
  const close = useCallback(() => void navigate(links.payments(search)), [navigate, search])
  useCloseKey({ title: 'Close the payment', group: 'Everywhere' }, close)
  return close
}
