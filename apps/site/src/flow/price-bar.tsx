import type { Price, Station } from '@holdfast/bookings/contract'
import { useEffect, useState } from 'preact/hooks'
import chevronUp from 'lucide-static/icons/chevron-up.svg?raw'
import { showPrice } from '../api/bookings-api.ts'
import { business, writtenPrice } from '../business.ts'
import { formatMoney } from '../format/money.ts'
import { Icon } from '../ui/icon.tsx'
import { useDebounced } from '../ui/use-debounced.ts'
import { useLoad, type Loaded } from '../ui/use-load.ts'
import { guestWords, summaryRows } from './answers-summary.ts'
import { partySize, type Draft } from './draft.ts'
import { PriceLines } from './price-lines.tsx'
import type { BookingFlow } from './use-booking.ts'

/** What the party would pay, as the server computes it; asked once the count is still. */
export function usePrice(draft: Draft): Loaded<Price> {
  const { stationId, adults, children, underSix } = draft
  const isAskable = stationId !== '' && adults >= 1 && partySize(draft) <= 50
  const question = { stationId, adults, children, underSix }
  const key = useDebounced(
    isAskable ? `price ${Object.values(question).join(' ')}` : undefined,
    300,
  )
  return useLoad(key, (signal) => showPrice(question, signal))
}

/** Always in view: at the foot of a phone, beside the question on a wide screen. */
export function PriceBar(props: {
  readonly flow: BookingFlow
  readonly station: Station | undefined
  readonly price: Loaded<Price>
}) {
  const { flow, price } = props
  const [isOpen, setOpen] = useState(false)
  useEffect(() => setOpen(false), [flow.step])
  const isExample = ['station', 'date', 'time'].includes(flow.step) && !flow.draft.partyAnswered
  const value = flow.draft.stationId === '' ? undefined : price.value
  return (
    <aside class="price-bar" aria-label="Your dinner so far" data-open={isOpen}>
      <div class="price-panel" id="price-panel">
        <h2 class="price-heading">Your dinner</h2>
        <SummaryList flow={flow} station={props.station} />
        {value === undefined ? <PriceRules /> : <PriceLines price={value} />}
        {value !== undefined && isExample && (
          <p class="hint">An example. You choose the guests in a moment.</p>
        )}
      </div>
      <button
        type="button"
        class="price-toggle"
        aria-expanded={isOpen}
        aria-controls="price-panel"
        onClick={() => setOpen(!isOpen)}
      >
        <span class="price-total">
          {value === undefined
            ? `from ${writtenPrice(business.prices.minimum)}`
            : formatMoney(value.total)}
        </span>
        <span class="price-for">{priceFor(flow.draft, price, isExample)}</span>
        <span class="price-why">
          {isOpen ? 'Hide details' : 'Details'} <Icon svg={chevronUp} size={16} />
        </span>
      </button>
      <p class="visually-hidden" role="status">
        {value === undefined ? '' : `The price is ${formatMoney(value.total)}.`}
      </p>
    </aside>
  )
}

// Before the guests are counted, the figure is an example.
function priceFor(draft: Draft, price: Loaded<Price>, isExample: boolean): string {
  if (price.state === 'failed' && price.value !== undefined) return 'the last price we know'
  return `${isExample ? 'example:' : 'for'} ${guestWords(draft)}`
}

function SummaryList(props: { readonly flow: BookingFlow; readonly station: Station | undefined }) {
  const rows = summaryRows(props.flow.draft, props.station).slice(0, 4)
  if (rows.length === 0) return null
  return (
    <dl class="summary">
      {rows.map((row) => (
        <div key={row.step}>
          <dt>{row.label}</dt>
          <dd>{row.lines[0]}</dd>
        </div>
      ))}
    </dl>
  )
}

function PriceRules() {
  const { adult, child, minimum } = business.prices
  return (
    <ul class="price-rules">
      <li>{writtenPrice(adult)} for each adult</li>
      <li>{writtenPrice(child)} for each child from 6 to 12</li>
      <li>Under 6 free</li>
      <li>{writtenPrice(minimum)} at least for an evening</li>
    </ul>
  )
}
