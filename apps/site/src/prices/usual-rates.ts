import { usualPrices } from '@holdfast/bookings/contract'
import { exponentOf } from './money.ts'
import type { Rates } from './rates.ts'

const currency = 'USD'

/**
 * What stations ask unless told otherwise: for pages that are built ahead. A script puts the
 * service's own figures in their place; this file is not for the browser.
 */
export const usualRates: Rates = {
  currency,
  adult: inMinorUnits(usualPrices.adult),
  child: inMinorUnits(usualPrices.child),
  underSix: inMinorUnits(usualPrices.underSix),
  minimum: inMinorUnits(usualPrices.minimum),
}

function inMinorUnits(whole: number): number {
  return whole * 10 ** exponentOf(currency)
}
