import { paymentViews } from '../filters.ts'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { PaymentState } from '@holdfast/payments/contract'
import { api as bookingsApi } from '../../../data/api.ts'
import { searchedText } from '../../bookings/filters/booking-query.ts'
import { api } from './payments-api.ts'
import { paymentsKey } from './payments-key.ts'

const pageSize = 50

interface Wanted {
  readonly states: readonly PaymentState[]
  /** Of bookings with this reference or name. */
  readonly q?: string | undefined
}

/** The latest bookings that a search finds, whose payments are then asked for. */
const mostSearched = 50

/** The payments, newest first, page after page. */
export function paymentsQuery({ states, q }: Wanted) {
  return infiniteQueryOptions({
    queryKey: [...paymentsKey, 'list', states, q ?? ''] as const,
    async queryFn({ signal, pageParam }) {
      const subjects = q === undefined ? undefined : await subjectsOf(q, signal)
      if (subjects?.length === 0) return { items: [], page: { limit: pageSize, hasMore: false } }
      return api.payments.listPayments(
        {
          query: {
            limit: pageSize,
            ...(states.length === 0 ? {} : { state: [...states] }),
            ...(subjects === undefined ? {} : { subject: subjects }),
            ...(pageParam === '' ? {} : { cursor: pageParam }),
          },
        },
        { signal },
      )
    },
    initialPageParam: '',
    getNextPageParam: ({ page }: Page) => page.nextCursor,
  })
}

interface Page {
  readonly page: { readonly nextCursor?: string | undefined }
}

async function subjectsOf(q: string, signal: AbortSignal): Promise<string[]> {
  const query = { ...searchedText(q), limit: mostSearched, sort: '-created' } as const
  const { items } = await bookingsApi.bookings.listBookings({ query }, { signal })
  return items.map(({ id }) => id)
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
