import type { Deposit, Deposits } from '@holdfast/bookings'
import {
  closePayment,
  extendPayment,
  paymentsOf,
  refundPayment,
  requestPayment,
  type PaymentFacts,
} from '@holdfast/payments'

/** What bookings ask of whoever takes the money, answered by payments. */
export const deposits: Deposits = {
  request: (tx, { bookingId, paymentId, stationId, ...wanted }) =>
    requestPayment(tx, {
      ...wanted,
      id: paymentId,
      subject: bookingId,
      unitId: stationId,
      purpose: 'deposit',
    }),
  close: (tx, { bookingId, ...of }) => closePayment(tx, { ...of, subject: bookingId }),
  extend: (tx, { bookingId, ...of }) => extendPayment(tx, { ...of, subject: bookingId }),
  async refund(tx, { bookingId, ...wanted }) {
    await refundPayment(tx, { ...wanted, subject: bookingId })
  },
  async of(db, organisationId, bookingIds) {
    const payments = await paymentsOf(db, organisationId, bookingIds)
    return new Map([...payments].map(([bookingId, facts]) => [bookingId, depositOf(facts)]))
  },
}

const stateWords: Readonly<Record<PaymentFacts['state'], Deposit['state']>> = {
  open: 'open',
  processing: 'processing',
  awaiting_offline: 'awaitingOffline',
  settled: 'paid',
  closed: 'closed',
}

function depositOf({ state, ...facts }: PaymentFacts): Deposit {
  return { ...facts, state: stateWords[state] }
}
