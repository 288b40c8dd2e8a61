import type { Money } from '@holdfast/kernel/contract'
import type { Booking } from '../booking/booking.ts'
import type { BookingState, Venue } from '../contract.ts'
import type { Deposit } from '../deposit/deposits.ts'
import { dayInWords, factsOf, moneyInWords, venueInWords } from '../mails/words.ts'

/** A line of the receipt: what it is, and an amount or a text. */
export interface ReceiptLine {
  readonly label: string
  readonly value: string
  readonly isSum?: true
}

/** Everything that a receipt says, in the order in which it says it. */
export interface ReceiptFacts {
  readonly title: string
  readonly from: string
  readonly to: readonly string[]
  readonly about: readonly ReceiptLine[]
  readonly prices: readonly ReceiptLine[]
  readonly payments: readonly ReceiptLine[]
  readonly foot: string
}

export interface Receipted {
  readonly booking: Booking
  readonly venue: Venue
  readonly deposit: Deposit | undefined
  readonly businessName: string
}

const stateWords: Readonly<Record<BookingState, string>> = {
  pending: 'Held until the deposit is paid',
  confirmed: 'Confirmed',
  seated: 'Confirmed',
  completed: 'Completed',
  cancelled: 'Cancelled',
  expired: 'Expired',
  no_show: 'Nobody was there',
}

/** What the receipt of a booking says. Pure. */
export function receiptFacts({ booking, venue, deposit, businessName }: Receipted): ReceiptFacts {
  const { reference, name, state, createdAt, timeZone, version } = booking
  return {
    title: `Receipt ${reference}`,
    from: businessName,
    to: [name, venueInWords(venue)],
    about: [
      ...factsOf(booking),
      { label: 'State', value: stateWords[state] },
      { label: 'Booked on', value: dayInWords(createdAt, timeZone) },
    ],
    prices: pricesOf(booking),
    payments: paymentsOf(booking, deposit),
    foot: `${businessName} · ${reference} · version ${version}`,
  }
}

/** The price line by line, its total, and the taxes in it. */
export function pricesOf({ price }: Pick<Booking, 'price'>): readonly ReceiptLine[] {
  const lines = price.lines.map(({ label, quantity, unit, amount }) => ({
    label: quantity === 1 ? label : `${label}, ${quantity} × ${moneyInWords(unit)}`,
    value: moneyInWords(amount),
  }))
  // A tax on top is a line already; one that the prices contain is told below the total.
  const taxes = (price.taxes ?? [])
    .filter(({ included }) => included)
    .map(({ label, basisPoints, amount }) => ({
      label: `Contains ${label}, ${basisPoints / 100} %`,
      value: moneyInWords(amount),
    }))
  return [...lines, { label: 'Total', value: moneyInWords(price.total), isSum: true }, ...taxes]
}

function paymentsOf(
  { price, state }: Booking,
  deposit: Deposit | undefined,
): readonly ReceiptLine[] {
  const { total } = price
  const zero: Money = { ...total, amount: 0 }
  const { paid, refunded, amount } = deposit ?? {
    paid: zero,
    refunded: zero,
    amount: price.deposit,
  }
  const kept = paid.amount - refunded.amount
  const isDue = ['pending', 'confirmed', 'seated', 'completed'].includes(state)
  const left: Money = { ...total, amount: isDue ? Math.max(0, total.amount - kept) : 0 }
  return [
    { label: 'Deposit asked', value: moneyInWords(amount) },
    { label: 'Paid', value: moneyInWords(paid) },
    { label: 'Given back', value: moneyInWords(refunded) },
    { label: 'Still to pay', value: moneyInWords(left), isSum: true },
  ]
}
