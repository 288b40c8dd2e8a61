import { z } from 'zod'
import { usualPrices } from '../contract.ts'
import { problems } from '../problems.ts'

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

/** The amounts of a price list, without what follows from its currency. */
export type Prices = Pick<PriceList, 'adult' | 'child' | 'underSix' | 'minimum'>

/**
 * The price list of a station in `currency`: the usual whole amounts where no others are
 * given. No deposit is asked. Throws `bookings.unknownCurrency`.
 */
export function stationPrices(currency: string, prices?: Prices): PriceList {
  if (!isCurrency(currency)) throw problems.unknownCurrency({ currency })
  const exponent = exponentOf(currency)
  const whole = (amount: number) => amount * 10 ** exponent
  const usualHere = {
    adult: whole(usualPrices.adult),
    child: whole(usualPrices.child),
    underSix: whole(usualPrices.underSix),
    minimum: whole(usualPrices.minimum),
  }
  return { currency, exponent, deposit: 0, ...(prices ?? usualHere) }
}

/** How many digits follow the decimal point: 2 for USD, 0 for JPY. */
export function exponentOf(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  return format.resolvedOptions().maximumFractionDigits ?? 2
}

function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf('currency').includes(code)
}
