import type { Booking } from '../booking/booking.ts'
import type { Deposit } from '../deposit/deposits.ts'
import { refundOf } from '../policies/refund.ts'
import { dayInWords, moneyInWords, priceInWords } from './words.ts'

/** How the money of a booking stands while its mail is written. */
export interface MoneyKnown {
  /** Undefined where none was asked. */
  readonly deposit?: Deposit | undefined
  readonly now: Date
}

/** What a booking costs, what of it is here, and what is left for the evening. */
export function moneyFacts({ price }: Booking, { deposit }: Pick<MoneyKnown, 'deposit'>) {
  if (deposit === undefined) return [{ label: 'Price', value: priceInWords(price) }]
  const { paid, refunded, amount } = deposit
  const left = { ...price.total, amount: price.total.amount - paid.amount }
  const facts = [{ label: 'Price', value: moneyInWords(price.total) }]
  if (paid.amount === 0) {
    facts.push({ label: 'Deposit', value: `${moneyInWords(amount)}, not paid yet` })
    return facts
  }
  facts.push({ label: 'Deposit paid', value: moneyInWords(paid) })
  if (refunded.amount > 0) facts.push({ label: 'Given back', value: moneyInWords(refunded) })
  else facts.push({ label: 'Left to pay at dinner', value: moneyInWords(left) })
  return facts
}

/** The same while the deposit is what the mail asks for. */
export function askedFacts({ price }: Booking) {
  const left = { ...price.total, amount: price.total.amount - price.deposit.amount }
  return [
    { label: 'Price', value: moneyInWords(price.total) },
    { label: 'Deposit to pay now', value: moneyInWords(price.deposit) },
    { label: 'Left to pay at dinner', value: moneyInWords(left) },
  ]
}

/** Until when a paid deposit is given back, or why no longer; nothing where none was paid. */
export function refundWords(booking: Booking, { deposit, now }: MoneyKnown): readonly string[] {
  if (deposit === undefined) return []
  const { rule, endsAt } = refundOf(booking, deposit, { now })
  const lastDay = dayInWords(new Date(endsAt.getTime() - 1), booking.timeZone)
  switch (rule) {
    case 'inTime':
      return [`Until ${lastDay} you can cancel and get the deposit back.`]
    case 'tooLate':
      return ['The dinner is so soon that the deposit is not given back when you cancel.']
    case 'forfeited':
      return [
        'The deposit is not given back when you cancel: it was too late for that when the dinner was moved.',
      ]
    case 'nothingPaid':
    case 'neverConfirmed':
    case 'override':
      return []
  }
}

/** That a confirmed booking waits for its deposit, where it does. */
export function unpaidWords({ deposit }: Pick<MoneyKnown, 'deposit'>): readonly string[] {
  if (deposit === undefined || deposit.paid.amount > 0 || deposit.state === 'closed') return []
  return [
    `The deposit of ${moneyInWords(deposit.amount)} has not been paid yet. You can still pay it: open your booking below.`,
  ]
}
