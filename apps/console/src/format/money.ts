import type { Price } from '@holdfast/bookings/contract'

/** An amount in the reader's locale: `$1,250.50`. */
export function formatMoney(
  { amount, currency, exponent }: Price['total'],
  locale?: string,
): string {
  const digits = { minimumFractionDigits: exponent, maximumFractionDigits: exponent }
  return new Intl.NumberFormat(locale, { style: 'currency', currency, ...digits }).format(
    amount / 10 ** exponent,
  )
}
