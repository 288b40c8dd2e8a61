import type { PaymentDetail } from '@holdfast/payments/contract'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { SearchX } from 'lucide-react'
import { useCallback } from 'react'
import { links } from '../../../data/links.ts'
import { usePageTitle } from '../../../shell/page-title.ts'
import { useCloseKey } from '../../../shell/shortcuts/use-close-key.ts'
import { Button } from '../../../ui/button.tsx'
import { Failure } from '../../../ui/states/failure.tsx'
import { StateFrame } from '../../../ui/states/state-frame.tsx'
import { PanelSkeleton } from '../../../ui/panel/panel-skeleton.tsx'
import { usePanelHeadings } from '../../../ui/panel/use-panel-headings.ts'
import { StaleNotice } from '../../../ui/states/stale-notice.tsx'
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
  const { Title } = usePanelHeadings()
  usePageTitle('Payment')
  const payment = query.data
  return (
    <section
      aria-label="Payment"
      className="relative flex w-full min-w-0 flex-col overflow-y-auto bg-raised lg:w-[456px] lg:shrink-0 lg:border-l xl:w-[480px]"
    >
      {payment === undefined && <Title className="sr-only">Payment</Title>}
      {payment === undefined && query.error !== null && (
        <Failure
          error={query.error}
          retry={() => void query.refetch()}
          notFound={<Missing onClose={close} />}
        />
      )}
      {payment === undefined && query.error === null && <PanelSkeleton what="the payment" />}
      {payment !== undefined && (
        <article key={payment.id} className="max-w-2xl animate-in fade-in-0 duration-150">
          <PaymentHeader payment={payment} onClose={close} />
          {query.isError && (
            <StaleNotice error={query.error} at={query.dataUpdatedAt} retry={query.refetch} />
          )}
          <Shown payment={payment} />
        </article>
      )}
    </section>
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

function Missing({ onClose }: { readonly onClose: () => void }) {
  return (
    <StateFrame
      Icon={SearchX}
      title="There is no such payment"
      text="The address may have a typing error, or it belongs to a station that is not yours."
    >
      <Button onClick={onClose}>Back to the list</Button>
    </StateFrame>
  )
}
