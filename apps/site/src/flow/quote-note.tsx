import { formatMoment, readersZone } from '../format/moments.ts'
import type { Draft } from './draft.ts'
import { hasRunOut, isQuoted } from './quoted.ts'

/** What has become of the quote that a booking began with; nothing where there was none. */
export function QuoteNote({ draft }: { readonly draft: Draft }) {
  if (draft.quotedUntil === '') return null
  const until = formatMoment(draft.quotedUntil, readersZone())
  if (hasRunOut(draft)) {
    return <p class="price-note">Your quote ran out on {until}. This is today’s price.</p>
  }
  return isQuoted(draft) ? (
    <p class="price-note" data-tone="success">
      Your quoted price, promised until {until}.
    </p>
  ) : (
    <p class="price-note" data-tone="warning">
      Guests, dishes or postal code are not those of your quote any more, so this is today’s price.
    </p>
  )
}
