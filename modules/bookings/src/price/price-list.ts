import { z } from 'zod'

const amount = z.int().min(0).max(100_000_000)

/** What a station asks, in the currency's smallest unit. Stored with the station. */
export const priceList = z.strictObject({
  currency: z.string().regex(/^[A-Z]{3}$/),
  exponent: z.int().min(0).max(4),
  adult: amount,
  child: amount,
  underSix: amount,
  /** A booking costs at least this much. */
  minimum: amount,
  /** Paid when booking; 0 confirms a booking at once. */
  deposit: amount,
})
export type PriceList = z.output<typeof priceList>

const usual = { adult: 55, child: 30, underSix: 0, minimum: 550, deposit: 0 }

/** The prices that a new station starts with: the usual whole amounts, in its currency. */
export function usualPrices(currency: string): PriceList {
  const exponent = exponentOf(currency)
  const amounts = Object.fromEntries(
    Object.entries(usual).map(([name, whole]) => [name, whole * 10 ** exponent]),
  )
  return priceList.parse({ currency, exponent, ...amounts })
}

/** How many digits follow the decimal point: 2 for USD, 0 for JPY. */
export function exponentOf(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  return format.resolvedOptions().maximumFractionDigits ?? 2
}
