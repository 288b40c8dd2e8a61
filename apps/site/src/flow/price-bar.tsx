import type { Station } from '@holdfast/bookings/contract'
import { useEffect, useState } from 'preact/hooks'
import chevronUp from 'lucide-static/icons/chevron-up.svg?raw'
import { formatMoney } from '../prices/money.ts'
import { formatAmount, type Rates } from '../prices/rates.ts'
import { Icon } from '../ui/icon.tsx'
import type { Loaded } from '../ui/use-load.ts'
import { guestWords, summaryRows } from './answers-summary.ts'
import type { Draft } from './draft.ts'
import { PriceLines } from './price-lines.tsx'
import { QuoteNote } from './quote-note.tsx'
import type { BookingFlow } from './use-booking.ts'
import type { ShownPrice } from './use-price.ts'

/** Always in view: at the foot of a phone, beside the question on a wide screen. */
export function PriceBar(props: {
  readonly flow: BookingFlow
  readonly station: Station | undefined
  readonly rates: Rates | undefined
  readonly price: Loaded<ShownPrice>
}) {
  const { flow, price, rates } = props
  const [isOpen, setOpen] = useState(false)
  useEffect(() => setOpen(false), [flow.step])
  const { value } = price
  return (
    <aside
      class="price-bar"
      aria-label="Your dinner so far"
      data-open={isOpen}
      data-step={flow.step}
    >
      <div class="price-panel" id="price-panel">
        <h2 class="price-heading">Your dinner</h2>
        <SummaryList flow={flow} station={props.station} />
        {value !== undefined && <PriceLines price={value} travel={value.travel} />}
        <QuoteNote draft={flow.draft} />
        {value === undefined && rates !== undefined && <PriceRules rates={rates} />}
      </div>
      <button
        type="button"
        class="price-toggle"
        aria-expanded={isOpen}
        aria-controls="price-panel"
        onClick={() => setOpen(!isOpen)}
      >
        <PriceInShort draft={flow.draft} price={price} rates={rates} />
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

function PriceInShort(props: {
  readonly draft: Draft
  readonly price: Loaded<ShownPrice>
  readonly rates: Rates | undefined
}) {
  const { draft, price, rates } = props
  const { value } = price
  if (value !== undefined) {
    const isOld = price.state === 'failed'
    return (
      <>
        <span class="price-total">{formatMoney(value.total)}</span>
        <span class="price-for">
          {isOld ? 'the last price we know' : `for ${guestWords(draft)}`}
        </span>
      </>
    )
  }
  if (rates === undefined) return <span class="price-total">Your dinner</span>
  return (
    <>
      <span class="price-total">from {formatAmount(rates, rates.minimum)}</span>
      <span class="price-for">for the whole evening</span>
    </>
  )
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

function PriceRules({ rates }: { readonly rates: Rates }) {
  const rows = [
    ['Each adult', rates.adult],
    ['Each child from 6 to 12', rates.child],
    ['Under 6', rates.underSix],
    ['An evening, at least', rates.minimum],
  ] as const
  return (
    <table class="price-lines">
      <caption class="visually-hidden">What an evening costs</caption>
      <tbody>
        {rows.map(([label, amount]) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>{formatAmount(rates, amount)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
