import { serverNow } from '../api/server-clock.ts'
import type { Draft } from './draft.ts'

/** What a quote is for: the same, and it is the same price. */
export type QuotedFor = Pick<
  Draft,
  | 'stationId'
  | 'adults'
  | 'children'
  | 'underSix'
  | 'proteins'
  | 'addOns'
  | 'postalCode'
  | 'country'
>

/** Tells whether two evenings are of one quote, by what the service compares. */
export function quoteKey(evening: QuotedFor): string {
  const { stationId, adults, children, underSix, proteins, addOns, country } = evening
  const dishes = [proteins, addOns].map((text) => text.split(' ').toSorted().join(' '))
  const postalCode = evening.postalCode.replaceAll(/[^\p{L}\p{N}]+/gu, '').toLowerCase()
  return JSON.stringify([stationId, adults, children, underSix, ...dishes, country, postalCode])
}

/** Whether the evening is still the one that was quoted. */
export function isQuoted(draft: Draft): boolean {
  return draft.quoteId !== '' && draft.quotedFor === quoteKey(draft)
}

export function hasRunOut({ quotedUntil }: Pick<Draft, 'quotedUntil'>): boolean {
  return quotedUntil !== '' && Date.parse(quotedUntil) <= serverNow()
}

/** Whether a booking of this evening gets the price of the quote. */
export function isPromised(draft: Draft): boolean {
  return isQuoted(draft) && !hasRunOut(draft)
}
