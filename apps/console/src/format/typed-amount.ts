import type { Price } from '@holdfast/bookings/contract'

type Money = Price['total']

/** An amount as somebody types it: `100.00`, with a point in every language. */
export function writeAmount({ amount, exponent }: Pick<Money, 'amount' | 'exponent'>): string {
  return (amount / 10 ** exponent).toFixed(exponent)
}

/**
 * What was typed, in the smallest unit; undefined for what is no amount or has more places than
 * the currency. A comma stands for the point, and never for thousands: those are not guessed at.
 */
export function parseAmount(
  text: string,
  { exponent }: Pick<Money, 'exponent'>,
): number | undefined {
  const [, whole, places = ''] = /^(\d{1,9})(?:[.,](\d+))?$/.exec(text.trim()) ?? []
  if (whole === undefined || places.length > exponent) return undefined
  return Number(whole + places.padEnd(exponent, '0'))
}
