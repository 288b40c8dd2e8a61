import type { Rates } from './rates.ts'

export interface Party {
  readonly adults: number
  readonly children: number
  readonly underSix: number
}

/** The amounts that the home page shows: rates, and the lines of a worked example. */
export const amountNames = [
  'adult',
  'child',
  'little',
  'minimum',
  'adults',
  'children',
  'little-ones',
  'missing',
  'total',
] as const
export type AmountName = (typeof amountNames)[number]

/** One amount for a party, in minor units. A worked example only: a booking asks the server. */
export function amountOf(name: AmountName, rates: Rates, party: Party): number {
  const sum =
    party.adults * rates.adult + party.children * rates.child + party.underSix * rates.underSix
  switch (name) {
    case 'adult':
      return rates.adult
    case 'child':
      return rates.child
    case 'little':
      return rates.underSix
    case 'minimum':
      return rates.minimum
    case 'adults':
      return party.adults * rates.adult
    case 'children':
      return party.children * rates.child
    case 'little-ones':
      return party.underSix * rates.underSix
    case 'missing':
      return Math.max(0, rates.minimum - sum)
    case 'total':
      return Math.max(rates.minimum, sum)
  }
}
