import { z } from 'zod'
import {
  priceExtras,
  usualExtras,
  usualMenu,
  usualPolicies,
  usualPrices,
  type Menu,
  type Policies,
  type PriceExtras,
} from '../contract.ts'
import { problems } from '../problems.ts'

const amount = z.int().min(0).max(100_000_000)

const basicPrices = z.object({
  currency: z.string().regex(/^[A-Z]{3}$/),
  exponent: z.int().min(0).max(4),
  adult: amount,
  child: amount,
  underSix: amount,
  /** Guests and dishes together cost at least this much. */
  minimum: amount,
  /** Paid when booking; 0 confirms a booking at once. */
  deposit: amount,
})

export type BasicPrices = z.output<typeof basicPrices>

/** What a station asks, in the currency's smallest unit. Stored with the station. */
export const priceList = basicPrices.extend(priceExtras.shape).strict()
export type PriceList = z.output<typeof priceList>

/** The amounts of a price list, without what follows from its currency. */
export type Prices = Pick<PriceList, 'adult' | 'child' | 'underSix' | 'minimum'>

/** A price list as two columns: the second one was not there from the first version on. */
export function columnsOfPrices(list: PriceList) {
  const extras = priceExtras.strip().parse(list)
  return { basic: basicPrices.strip().parse(list), extras }
}

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
  return { currency, exponent, deposit, ...stationExtras(exponent), ...(prices ?? usualHere) }
}

function stationExtras(exponent: number): PriceExtras {
  return { ...usualExtras, taxes: [], perMile: wholeAmounts(exponent)(usualExtras.perMile) }
}

/** The usual menu of a station with these prices. */
export function stationMenu({ exponent }: Pick<PriceList, 'exponent'>): Menu {
  const whole = wholeAmounts(exponent)
  return {
    ...usualMenu,
    proteins: usualMenu.proteins.map((one) => ({ ...one, surcharge: whole(one.surcharge) })),
    addOns: usualMenu.addOns.map((one) => ({ ...one, price: whole(one.price) })),
  }
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
