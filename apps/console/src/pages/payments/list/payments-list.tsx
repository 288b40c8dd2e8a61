import type { PaymentRow } from '@holdfast/payments/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Banknote } from 'lucide-react'
import { useMe } from '../../../data/session.ts'
import { ListFrame } from '../../../ui/list/list-frame.tsx'
import { ListRows } from '../../../ui/list/list-rows.tsx'
import { ViewChoice } from '../../../ui/list/view-choice.tsx'
import { StateFrame } from '../../../ui/states/state-frame.tsx'
import { useMediaQuery } from '../../../ui/use-media-query.ts'
import { useBookingsOf } from '../../bookings/data/use-bookings-of.ts'
import { paymentsQuery } from '../data/payment-queries.ts'
import { isView, paymentViews, statesOf } from '../filters.ts'
import { PaymentSearch } from './payment-search.tsx'
import { PaymentsCards } from './payments-cards.tsx'
import { PaymentsTable } from './payments-table.tsx'

const views = [
  { value: undefined, label: 'All' },
  ...Object.entries(paymentViews).map(([value, { label }]) => ({ value, label })),
]

/** The payments that the address asks for, newest first. */
export function PaymentsList({ openedId }: { readonly openedId: string | undefined }) {
  const search = useSearch({ from: '/shell/payments' })
  const navigate = useNavigate()
  const maySearch = useMe().actions.includes('bookings.list')
  const query = useInfiniteQuery(paymentsQuery({ states: statesOf(search), q: search.q }))
  return (
    <ListFrame
      title="Payments"
      label="List of payments"
      hasOpened={openedId !== undefined}
      filters={
        <>
          {maySearch && <PaymentSearch />}
          <ViewChoice
            label="Which payments"
            options={views}
            value={search.show}
            onChoose={(show) =>
              void navigate({
                to: '/payments',
                search: {
                  ...(search.q === undefined ? {} : { q: search.q }),
                  ...(show !== undefined && isView(show) ? { show } : {}),
                },
              })
            }
          />
        </>
      }
    >
      <ListRows query={query} what="the payments" older="older payments">
        {(rows) => (
          <Rows
            rows={rows}
            openedId={openedId}
            isAll={search.show === undefined && search.q === undefined}
          />
        )}
      </ListRows>
    </ListFrame>
  )
}

interface RowsProps {
  readonly rows: readonly PaymentRow[]
  readonly openedId: string | undefined
  readonly isAll: boolean
}

function Rows({ rows, openedId, isAll }: RowsProps) {
  const isPhone = useMediaQuery('(width < 768px)')
  const bookings = useBookingsOf(rows.map(({ subject }) => subject))
  if (rows.length > 0) {
    return isPhone ? (
      <PaymentsCards rows={rows} bookings={bookings} />
    ) : (
      <PaymentsTable rows={rows} bookings={bookings} openedId={openedId} />
    )
  }
  return (
    <StateFrame
      Icon={Banknote}
      title={isAll ? 'No payments yet' : 'No payment is like that now'}
      text={
        isAll
          ? 'Each booking that asks for a deposit has one here, from the moment it is made.'
          : 'Choose another view above, or look for another name or reference.'
      }
    />
  )
}
