import type { Station } from '@holdfast/bookings/contract'
import { exponentOf, formatMoney } from './money.ts'

/** What a station asks, in the smallest unit of its currency. */
export interface Rates {
  readonly currency: string
  readonly adult: number
  readonly child: number
  readonly underSix: number
  /** An evening costs at least this much. */
  readonly minimum: number
}

export function ratesOf({ currency, prices }: Station): Rates {
  return { currency, ...prices }
}

/** The rates of the station whose evening costs least: for a "from" before one is chosen. */
export function lowestRates(stations: readonly Station[]): Rates | undefined {
  return stations.map(ratesOf).reduce<Rates | undefined>((lowest, one) => {
    return lowest === undefined || one.minimum < lowest.minimum ? one : lowest
  }, undefined)
}

/** Whether all stations ask the same. */
export function areEqual(stations: readonly Station[]): boolean {
  return new Set(stations.map((station) => JSON.stringify(ratesOf(station)))).size <= 1
}

/** An amount of these rates as the reader writes money; nothing to pay is `Free`. */
export function formatAmount(rates: Rates, amount: number, locale?: string): string {
  const { currency } = rates
  if (amount === 0) return 'Free'
  return formatMoney({ amount, currency, exponent: exponentOf(currency) }, locale)
}
