import type { Menu, Price, Saving, Travel } from '@holdfast/bookings/contract'
import { useDebounced } from '@holdfast/ui/debounced/preact'
import { times } from '../api/times.ts'
import { useLoad, type Loaded } from '../ui/use-load.ts'
import { readCounts } from './dishes.ts'
import { partySize, type Draft } from './draft.ts'
import { mostGuests } from './guests.ts'
import type { Step } from './questions.ts'

/** A price with what it knows of the way. */
export type ShownPrice = Price & {
  readonly travel?: Travel | undefined
  readonly savings?: readonly Saving[] | undefined
}

/**
 * What the evening would cost, as the server computes it; asked once the answers are still. Before
 * anybody has counted there is no price, only the rates.
 */
export function usePrice(draft: Draft, step: Step, menu?: Menu): Loaded<ShownPrice> {
  const { stationId, adults, children, underSix } = draft
  const isCounted = draft.partyAnswered || step === 'party'
  const isAskable = stationId !== '' && isCounted && adults >= 1 && partySize(draft) <= mostGuests
  const query = { adults, children, underSix, ...placeOf(draft), ...dishesOf(draft, menu) }
  const key = `price ${stationId} ${JSON.stringify(query)}`
  const settled = useDebounced(isAskable ? key : undefined)
  const loaded = useLoad(settled, (options) =>
    times.showPrice({ params: { id: stationId }, query }, options),
  )
  return isAskable ? loaded : { state: 'loading' }
}

/** Where to, once a postal code is whole. */
function placeOf(draft: Draft) {
  const postalCode = draft.postalCode.trim()
  const { country } = draft
  return postalCode.length < 4 || country === '' ? {} : { postalCode, country }
}

/** What costs more than the party itself; the rest would ask for the same price again. */
function dishesOf(draft: Draft, menu: Menu | undefined) {
  if (draft.menuLater || menu === undefined) return {}
  const proteins = menu.proteins.filter(({ surcharge }) => surcharge > 0)
  const addOns = menu.addOns
  return {
    protein: countedOf(draft.proteins, proteins),
    addOn: countedOf(draft.addOns, addOns),
  }
}

function countedOf(text: string, dishes: readonly { readonly id: string }[]): string[] {
  const counts = readCounts(text)
  return dishes.flatMap(({ id }) => {
    const count = counts.get(id)
    return count === undefined ? [] : [`${id}:${count}`]
  })
}
