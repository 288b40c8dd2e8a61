import type { PriceList } from './price-list.ts'

/** A tax with its amount, in the currency's smallest unit. */
export interface Tax {
  readonly label: string
  readonly basisPoints: number
  readonly amount: number
  readonly included: boolean
}

type Rates = PriceList['taxes']

const whole = 10_000

/** The taxes that come on top of `net`, each rounded half up. */
export function taxesOnTop(rates: Rates, net: number): readonly Tax[] {
  return rates.map((rate) => ({
    ...rate,
    amount: Math.round((net * rate.basisPoints) / whole),
    included: false,
  }))
}

/**
 * The taxes that `gross` contains. What all of them take of it is rounded once and shared among
 * them to the last unit, so that the net and the taxes are always the gross.
 */
export function includedTaxes(rates: Rates, gross: number): readonly Tax[] {
  const together = rates.reduce((sum, { basisPoints }) => sum + basisPoints, 0)
  const all = gross - Math.round((gross * whole) / (whole + together))
  let [left, leftPoints] = [all, together]
  return rates.map((rate) => {
    const amount = leftPoints === 0 ? 0 : Math.round((left * rate.basisPoints) / leftPoints)
    left -= amount
    leftPoints -= rate.basisPoints
    return { ...rate, amount, included: true }
  })
}
