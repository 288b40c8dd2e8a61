import type { Quote } from '../contract.ts'
import type { StoredQuote } from './quote-store.ts'

export function quoteOnWire(quote: StoredQuote): Quote {
  const { id, stationId, offerVersion, party, menu, travel, price, savings } = quote
  return {
    id,
    stationId,
    state: travel?.state === 'unknownAddress' ? 'unknownAddress' : 'priced',
    offerVersion,
    party,
    ...(menu ? { menu } : {}),
    ...(travel ? { travel } : {}),
    price,
    savings: [...savings],
    createdAt: quote.createdAt.toISOString(),
    expiresAt: quote.expiresAt.toISOString(),
  }
}
