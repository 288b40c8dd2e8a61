import { z } from 'zod'
import { usualPolicies, usualPrices, type Policies } from '../contract.ts'
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
 * given. No deposit is asked unless told. Throws `bookings.unknownCurrency`.
 */
export function stationPrices(currency: string, prices?: Prices, deposit = 0): PriceList {
  if (!isCurrency(currency)) throw problems.unknownCurrency({ currency })
  const exponent = exponentOf(currency)
  const whole = wholeAmounts(exponent)
  const usualHere = {
    adult: whole(usualPrices.adult),
    child: whole(usualPrices.child),
    underSix: whole(usualPrices.underSix),
    minimum: whole(usualPrices.minimum),
  }
  return { currency, exponent, deposit, ...(prices ?? usualHere) }
}

/** The usual policies of a station with these prices, where no others are given. */
export function stationPolicies(
  { exponent }: Pick<PriceList, 'exponent'>,
  given: Partial<Policies> = {},
): Policies {
  const rescheduleFee = wholeAmounts(exponent)(usualPolicies.rescheduleFee)
  return { ...usualPolicies, rescheduleFee, ...given }
}

const wholeAmounts = (exponent: number) => (amount: number) => amount * 10 ** exponent

/** How many digits follow the decimal point: 2 for USD, 0 for JPY. */
export function exponentOf(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  return format.resolvedOptions().maximumFractionDigits ?? 2
}

function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf('currency').includes(code)
}
