import { business } from '../business.ts'

export interface ExampleParty {
  readonly adults: number
  readonly children: number
  readonly underSix: number
}

export interface ExampleLine {
  readonly label: string
  readonly amount: number
}

/** A worked example for the printed page, in minor units. The booking asks the server instead. */
export function priceExample(party: ExampleParty): {
  readonly lines: readonly ExampleLine[]
  readonly total: number
} {
  const { adult, child, minimum } = business.prices
  const guests = [
    { label: `${party.adults} adults`, amount: party.adults * adult },
    { label: `${party.children} children`, amount: party.children * child },
    { label: `${party.underSix} under six`, amount: 0 },
  ].filter((line) => !line.label.startsWith('0 '))
  const sum = guests.reduce((total, line) => total + line.amount, 0)
  const missing = Math.max(0, minimum - sum)
  const lines = missing > 0 ? [...guests, { label: 'up to the minimum', amount: missing }] : guests
  return { lines, total: sum + missing }
}
