import type { Dashboard } from '@holdfast/bookings/contract'
import { formatMoney } from '../../format/money.ts'
import { counted } from '../bookings/booking-words.ts'
import type { Sum } from './sum-figures.ts'

/** Amounts beside each other, one a currency. */
export function moneyOf(amounts: Sum['booked'], locale?: string): string {
  return amounts.length === 0 ? '0' : amounts.map((money) => formatMoney(money, locale)).join(' + ')
}

/** How much of what the dinners come to is paid ahead, as deposits are. */
export function paidWords(
  { booked, collected }: Pick<Sum, 'booked' | 'collected'>,
  locale?: string,
): string {
  if (booked.length === 0 && collected.length === 0) return 'Nothing yet'
  const none = booked.map((money) => ({ ...money, amount: 0 }))
  const paid = collected.length === 0 ? none : collected
  return `${moneyOf(paid, locale)} of it paid in deposits`
}

interface Failed {
  readonly jobs: number
  /** That were refused for good. */
  readonly mails: number
}

/** What went wrong, in a line; empty when nothing did. */
export function failedWords({ jobs, mails }: Failed): string {
  const parts = [
    jobs > 0 && `${counted(jobs, 'job', 'jobs')} could not be done`,
    mails > 0 && `${counted(mails, 'mail was', 'mails were')} refused in the last two weeks`,
  ]
  return parts.filter((part) => part !== false).join('; ')
}

/** The days of the week of the stations, `Nov 16 – 22`; empty where there is no station. */
export function weekRange(stations: Dashboard['stations'], locale?: string): string {
  const [first] = stations
  if (first === undefined) return ''
  const format = new Intl.DateTimeFormat(locale, {
    month: 'short',
    day: 'numeric',
    timeZone: 'UTC',
  })
  return format.formatRange(noonOf(first.week.from), noonOf(first.week.to))
}

function noonOf(date: string): Date {
  return new Date(`${date}T12:00:00Z`)
}
