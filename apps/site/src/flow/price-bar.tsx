import type { Station } from '@holdfast/bookings/contract'
import { formatMoney } from '../prices/money.ts'
import { formatAmount, type Rates } from '../prices/rates.ts'
import type { Loaded } from '../ui/use-load.ts'
import { guestWords, summaryRows } from './answers-summary.ts'
import { partySize, type Draft } from './draft.ts'
import { mostGuests } from './guests.ts'
import { PriceFrame } from './price-frame.tsx'
import { PriceLines } from './price-lines.tsx'
import { PriceRules } from './price-rules.tsx'
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
  const { value } = price
  return (
    <PriceFrame
      label="Your dinner so far"
      step={flow.step}
      short={<PriceInShort draft={flow.draft} price={price} rates={rates} />}
      status={value === undefined ? '' : `The price is ${formatMoney(value.total)}.`}
    >
      <h2 class="price-heading">Your dinner</h2>
      <SummaryList flow={flow} station={props.station} />
      {value !== undefined && <PriceLines price={value} travel={value.travel} />}
      <QuoteNote draft={flow.draft} />
      {value === undefined && rates !== undefined && <PriceRules rates={rates} />}
    </PriceFrame>
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
  if (partySize(draft) > mostGuests) {
    return (
      <>
        <span class="price-total">No price yet</span>
        <span class="price-for">we cook for up to {mostGuests} guests</span>
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
