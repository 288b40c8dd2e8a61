import type { PaymentRow } from '@holdfast/payments/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Banknote } from 'lucide-react'
import { useMe } from '../../../data/session.ts'
import { classNames } from '../../../ui/class-names.ts'
import { MoreButton } from '../../../ui/list/more-button.tsx'
import { ViewChoice } from '../../../ui/list/view-choice.tsx'
import { Failure } from '../../../ui/states/failure.tsx'
import { RowsSkeleton } from '../../../ui/states/rows-skeleton.tsx'
import { StateFrame } from '../../../ui/states/state-frame.tsx'
import { StaleNotice } from '../../../ui/states/stale-notice.tsx'
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
  const rows = query.data?.pages.flatMap(({ items }) => items)
  return (
    <section
      aria-label="List of payments"
      className={classNames(
        'flex min-w-0 flex-1 flex-col',
        openedId !== undefined && 'hidden lg:flex',
      )}
    >
      <div className="flex min-h-14 items-center px-3 md:px-(--gutter)">
        <h1 className="text-16 font-semibold">Payments</h1>
      </div>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3 px-3 pb-3 md:px-(--gutter)">
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
      </div>
      <div className="relative min-h-0 flex-1 overflow-auto border-t">
        {query.isError && rows !== undefined && !query.isFetchNextPageError && (
          <StaleNotice error={query.error} at={query.dataUpdatedAt} retry={query.refetch} />
        )}
        {rows === undefined &&
          (query.error === null ? (
            <div className="p-3 md:px-(--gutter)">
              <RowsSkeleton what="the payments" />
            </div>
          ) : (
            <Failure error={query.error} retry={() => void query.refetch()} />
          ))}
        {rows !== undefined && (
          <Rows
            rows={rows}
            openedId={openedId}
            isAll={search.show === undefined && search.q === undefined}
          />
        )}
        <MoreButton query={query} what="older payments" />
      </div>
    </section>
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
