import type { Money } from '@holdfast/kernel/contract'

/** Whole rupiah, as Duitku writes amounts; undefined for what it can not take. */
export function wholeAmount({ amount, currency, exponent }: Money): string | undefined {
  const rupiah = amount / 10 ** exponent
  return currency === 'IDR' && Number.isSafeInteger(rupiah) ? String(rupiah) : undefined
}
