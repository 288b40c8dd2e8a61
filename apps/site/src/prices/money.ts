import type { Price } from '@holdfast/bookings/contract'

/** An amount in the currency's smallest unit, with its exponent. */
export type Money = Price['total']

/** An amount as the reader writes money, always with the decimals of its currency: `$1,250.00`. */
export function formatMoney(money: Money, locale?: string): string {
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: money.currency,
    minimumFractionDigits: money.exponent,
    maximumFractionDigits: money.exponent,
  }).format(money.amount / 10 ** money.exponent)
}

/** How many digits follow the decimal point: 2 for USD, 0 for JPY. */
export function exponentOf(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  return format.resolvedOptions().maximumFractionDigits ?? 2
}
