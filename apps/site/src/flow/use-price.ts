import type { Price } from '@holdfast/bookings/contract'
import { useDebounced } from '@holdfast/ui/debounced/preact'
import { times } from '../api/times.ts'
import { useLoad, type Loaded } from '../ui/use-load.ts'
import { partySize, type Draft } from './draft.ts'
import type { Step } from './questions.ts'

/**
 * What the party would pay, as the server computes it; asked once the count is still. Before
 * anybody has counted there is no price, only the rates.
 */
export function usePrice(draft: Draft, step: Step): Loaded<Price> {
  const { stationId, adults, children, underSix } = draft
  const isCounted = draft.partyAnswered || step === 'party'
  const isAskable = stationId !== '' && isCounted && adults >= 1 && partySize(draft) <= 50
  const query = { adults, children, underSix }
  const key = `price ${stationId} ${Object.values(query).join(' ')}`
  const settled = useDebounced(isAskable ? key : undefined)
  const loaded = useLoad(settled, (options) =>
    times.showPrice({ params: { id: stationId }, query }, options),
  )
  return isAskable ? loaded : { state: 'loading' }
}
