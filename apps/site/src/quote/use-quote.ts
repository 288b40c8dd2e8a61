import type { Quote } from '@holdfast/bookings/contract'
import { useDebounced } from '@holdfast/ui/debounced/preact'
import { quoting } from '../api/quoting.ts'
import type { Draft } from '../flow/draft.ts'
import { menuOf } from '../flow/to-request.ts'
import { quoteKey } from '../flow/quoted.ts'
import { useLoad, type Loaded } from '../ui/use-load.ts'

export interface Quoting {
  /** The quote for what is asked now. */
  readonly quote: Quote | undefined
  readonly loaded: Loaded<Quote>
}

/** Quotes of this visit: who goes back to what they had asked is not given another one. */
const given = new Map<string, Quote>()

/** Asks for a promised price once the answers are still; not while one of them is missing. */
export function useQuote(asked: Draft, isComplete: boolean): Quoting {
  const key = isComplete ? quoteKey(asked) : undefined
  const settled = useDebounced(key)
  const loaded = useLoad(settled, async ({ signal }) => {
    const known = given.get(String(settled))
    if (known !== undefined) return known
    const quote = await quoting.createQuote({ body: quoteBodyOf(asked) }, { signal })
    given.set(String(settled), quote)
    return quote
  })
  const isCurrent = key !== undefined && key === settled && loaded.state === 'ready'
  return { loaded, quote: isCurrent ? loaded.value : undefined }
}

function quoteBodyOf(asked: Draft) {
  const { stationId, adults, children, underSix, country } = asked
  return {
    stationId,
    party: { adults, children, underSix },
    place: { country, postalCode: asked.postalCode.trim() },
    ...menuOf(asked),
  }
}
