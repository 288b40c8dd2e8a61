import { paymentViews } from '../filters.ts'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { PaymentState } from '@holdfast/payments/contract'
import { api } from './payments-api.ts'
import { paymentsKey } from './payments-key.ts'

const pageSize = 50

interface Wanted {
  readonly states: readonly PaymentState[]
}

/** The payments, newest first, page after page. */
export function paymentsQuery({ states }: Wanted) {
  return infiniteQueryOptions({
    queryKey: [...paymentsKey, 'list', states] as const,
    queryFn: ({ signal, pageParam }) =>
      api.payments.listPayments(
        {
          query: {
            limit: pageSize,
            ...(states.length === 0 ? {} : { state: [...states] }),
            ...(pageParam === '' ? {} : { cursor: pageParam }),
          },
        },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: ({ page }) => page.nextCursor,
  })
}

export function paymentQuery(paymentId: string) {
  return queryOptions({
    queryKey: [...paymentsKey, 'one', paymentId] as const,
    queryFn: ({ signal }) => api.payments.showPayment({ params: { id: paymentId } }, { signal }),
  })
}

/** What a payment has moved between the accounts. */
export function ledgerQuery(paymentId: string) {
  return queryOptions({
    queryKey: [...paymentsKey, 'ledger', paymentId] as const,
    queryFn: ({ signal }) =>
      api.payments.showLedger({ query: { paymentId, limit: 100 } }, { signal }),
  })
}

const shownDue = 5

/** The deposits that somebody still has to pay, and how many there are. */
export function depositsDueQuery() {
  const query = { limit: shownDue, offset: 0, state: [...paymentViews.due.states] }
  return queryOptions({
    queryKey: [...paymentsKey, 'list', 'due'] as const,
    queryFn: ({ signal }) => api.payments.listPayments({ query }, { signal }),
  })
}
