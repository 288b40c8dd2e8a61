import type { CustomerDetail } from '@holdfast/bookings/contract'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import { links } from '../../../data/links.ts'
import { usePermission } from '../../../data/use-permission.ts'
import { usePageTitle } from '../../../shell/page-title.ts'
import { useCloseKey } from '../../../shell/shortcuts/use-close-key.ts'
import { Panel } from '../../../ui/panel/panel.tsx'
import { usePanelHeadings } from '../../../ui/panel/use-panel-headings.ts'
import { Forbidden } from '../../../ui/states/forbidden.tsx'
import { customerQuery } from '../data/customer-queries.ts'
import { CustomerActions } from './customer-actions.tsx'
import { CustomerBookings } from './customer-bookings.tsx'
import { CustomerFacts } from './customer-facts.tsx'
import { CustomerHeader } from './customer-header.tsx'
import { CustomerNotes } from './customer-notes.tsx'

/** One customer beside the list: how to reach them, what can be done, their bookings and the notes. */
export function CustomerPanel() {
  const { customerId } = useParams({ from: '/shell/customers/$customerId' })
  const permission = usePermission('customers.read')
  const query = useQuery({ ...customerQuery(customerId), enabled: permission.allowed })
  const close = useClose(customerId)
  usePageTitle(query.data?.name || 'Customer')
  return (
    <Panel
      name="Customer"
      query={query}
      missing="The address may have a typing error, or they have booked only at stations that are not yours."
      instead={
        permission.allowed ? undefined : (
          <Forbidden what="this customer" reason={permission.reason} />
        )
      }
      onClose={close}
    >
      {(customer, stale) => (
        <>
          <CustomerHeader customer={customer} onClose={close} />
          {stale}
          <Shown customer={customer} onClose={close} />
        </>
      )}
    </Panel>
  )
}

interface ShownProps {
  readonly customer: CustomerDetail
  readonly onClose: () => void
}

function Shown({ customer, onClose }: ShownProps) {
  const { Part } = usePanelHeadings()
  const isErased = customer.erasedAt !== undefined
  return (
    <>
      {!isErased && <CustomerActions customer={customer} onErased={onClose} />}
      <CustomerFacts customer={customer} />
      <div className="flex flex-col gap-6 px-4 py-4 md:px-6">
        <CustomerBookings bookings={customer.history} Heading={Part} />
        {!isErased && <CustomerNotes customer={customer} Heading={Part} />}
      </div>
    </>
  )
}

/** Back to the list as it was, with the focus on the row that one came from. */
function useClose(customerId: string): () => void {
  const navigate = useNavigate()
  const search = useSearch({ from: '/shell/customers' })
  const close = useCallback(
    () =>
      void navigate(links.customers(search)).then(() =>
        document.querySelector<HTMLElement>(`[data-customer="${CSS.escape(customerId)}"]`)?.focus(),
      ),
    [customerId, navigate, search],
  )
  useCloseKey({ title: 'Close the customer', group: 'Everywhere' }, close)
  return close
}
