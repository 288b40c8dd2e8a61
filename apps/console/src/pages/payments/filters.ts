import type { PaymentState } from '@holdfast/payments/contract'

/** Which payments are shown; all unless told. */
export const paymentViews = {
  due: { label: 'Due', states: ['open', 'processing', 'awaiting_offline'] },
  byHand: { label: 'To confirm by hand', states: ['awaiting_offline'] },
  paid: { label: 'Paid', states: ['settled'] },
  closed: { label: 'Closed', states: ['closed'] },
} as const satisfies Readonly<
  Record<string, { readonly label: string; readonly states: readonly PaymentState[] }>
>

export type PaymentView = keyof typeof paymentViews

export interface PaymentSearch {
  readonly show?: PaymentView
  /** A reference, or who booked, as the list of bookings is searched. */
  readonly q?: string
}

const longest = 100

/** Reads an address; what it can not mean is dropped. */
export function readPaymentSearch(raw: Readonly<Record<string, unknown>>): PaymentSearch {
  const { show, q } = raw
  const text = typeof q === 'number' ? String(q) : q
  return {
    ...(typeof show === 'string' && isView(show) ? { show } : {}),
    ...(typeof text === 'string' && text !== '' && text.length <= longest ? { q: text } : {}),
  }
}

export function isView(name: string): name is PaymentView {
  return Object.hasOwn(paymentViews, name)
}

/** The states of a view; none of them named means all. */
export function statesOf({ show }: PaymentSearch): readonly PaymentState[] {
  return show === undefined ? [] : paymentViews[show].states
}
