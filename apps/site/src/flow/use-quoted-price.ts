import type { Menu } from '@holdfast/bookings/contract'
import { making } from '../api/making.ts'
import { useLoad, type Loaded } from '../ui/use-load.ts'
import type { Draft } from './draft.ts'
import type { Step } from './questions.ts'
import { isPromised } from './quoted.ts'
import { usePrice, type ShownPrice } from './use-price.ts'

/** The price of the quote while the evening is the quoted one, else what it costs today. */
export function useQuotedPrice(draft: Draft, step: Step, menu?: Menu): Loaded<ShownPrice> {
  const isHeld = isPromised(draft)
  const key = isHeld ? `quote ${draft.quoteId}` : undefined
  const quote = useLoad(key, (options) =>
    making.showQuote({ params: { id: draft.quoteId } }, options),
  )
  const today = usePrice(draft, step, isHeld ? undefined : menu)
  if (!isHeld || quote.state === 'failed') return today
  if (quote.value?.id !== draft.quoteId) return { state: 'loading' }
  const { price, travel, savings } = quote.value
  return { state: 'ready', value: { ...price, travel, savings } }
}
