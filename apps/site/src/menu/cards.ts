import type { Menu, Station } from '@holdfast/bookings/contract'
import { ratesOf, type Rates } from '../prices/rates.ts'

/** What one or several stations serve and ask alike. */
export interface Card {
  readonly stations: readonly Station[]
  readonly rates: Rates
  readonly menu: Menu | undefined
}

/** One card for all stations that serve and ask the same, in the order of the stations. */
export function cardsOf(
  served: readonly { readonly station: Station; readonly menu: Menu | undefined }[],
): readonly Card[] {
  const cards = new Map<string, Card>()
  for (const { station, menu } of served) {
    const rates = ratesOf(station)
    const key = JSON.stringify([rates, menu])
    const stations = [...(cards.get(key)?.stations ?? []), station]
    cards.set(key, { stations, rates, menu })
  }
  return [...cards.values()]
}
