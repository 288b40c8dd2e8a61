import type { PaymentRow } from '@holdfast/payments/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Banknote } from 'lucide-react'
import { classNames } from '../../../ui/class-names.ts'
import { MoreButton } from '../../../ui/list/more-button.tsx'
import { ViewChoice } from '../../../ui/list/view-choice.tsx'
import { Failure } from '../../../ui/states/failure.tsx'
import { RowsSkeleton } from '../../../ui/states/rows-skeleton.tsx'
import { StateFrame } from '../../../ui/states/state-frame.tsx'
import { StaleNotice } from '../../../ui/states/stale-notice.tsx'
import { paymentsQuery } from '../data/payment-queries.ts'
import { isView, paymentViews, statesOf } from '../filters.ts'
import { PaymentsTable } from './payments-table.tsx'

const views = [
  { value: undefined, label: 'All' },
  ...Object.entries(paymentViews).map(([value, { label }]) => ({ value, label })),
]

/** The payments that the address asks for, newest first. */
export function PaymentsList({ openedId }: { readonly openedId: string | undefined }) {
  const search = useSearch({ from: '/shell/payments' })
  const navigate = useNavigate()
  const query = useInfiniteQuery(paymentsQuery({ states: statesOf(search) }))
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
      <div className="px-3 pb-3 md:px-(--gutter)">
        <ViewChoice
          label="Which payments"
          options={views}
          value={search.show}
          onChoose={(show) =>
            void navigate({
              to: '/payments',
              search: show !== undefined && isView(show) ? { show } : {},
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
        {rows !== undefined && <Rows rows={rows} openedId={openedId} isAll={!search.show} />}
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
  if (rows.length > 0) return <PaymentsTable rows={rows} openedId={openedId} />
  return (
    <StateFrame
      Icon={Banknote}
      title={isAll ? 'No payments yet' : 'No payment is like that now'}
      text={
        isAll
          ? 'Each booking that asks for a deposit has one here, from the moment it is made.'
          : 'Choose another view above to see the others.'
      }
    />
  )
}
