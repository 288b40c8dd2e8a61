import type { Quote } from '@holdfast/bookings/contract'
import { guestWords } from '../flow/answers-summary.ts'
import { PriceFrame } from '../flow/price-frame.tsx'
import { PriceLines } from '../flow/price-lines.tsx'
import { PriceRules } from '../flow/price-rules.tsx'
import { formatMoment, readersZone } from '../format/moments.ts'
import { formatMoney } from '../prices/money.ts'
import { ratesOf } from '../prices/rates.ts'
import type { Asking } from './use-asked.ts'

/** The price as it was last told, what it saves and how long it is promised. */
export function QuoteBar(props: {
  readonly asking: Asking
  readonly quote: Quote | undefined
  /** Something else is asked by now, and not answered yet. */
  readonly isOld: boolean
  /** What is missing for a price, in words. */
  readonly missing: string | undefined
}) {
  const { quote, asking } = props
  const { station } = asking
  return (
    <PriceFrame
      label="The price"
      step="quote"
      short={<PriceInShort {...props} />}
      status={statusOf(props)}
    >
      <h2 class="price-heading">Your price</h2>
      {quote === undefined && station !== undefined && <PriceRules rates={ratesOf(station)} />}
      {quote === undefined && props.missing !== undefined && (
        <p class="price-note">{props.missing}</p>
      )}
      {quote !== undefined && (
        <div class="quoted" data-old={props.isOld}>
          <PriceLines price={quote.price} travel={quote.travel} />
          <Savings quote={quote} />
          <p class="price-note">
            Promised until {formatMoment(quote.expiresAt, readersZone())}, whatever our prices do.
          </p>
        </div>
      )}
    </PriceFrame>
  )
}

function PriceInShort({ quote, asking, isOld }: Parameters<typeof QuoteBar>[0]) {
  if (quote === undefined) return <span class="price-total">Your price</span>
  return (
    <>
      <span class="price-total">{formatMoney(quote.price.total)}</span>
      <span class="price-for">{isOld ? 'one moment…' : `for ${guestWords(asking.asked)}`}</span>
    </>
  )
}

function Savings({ quote: { savings, price } }: { readonly quote: Quote }) {
  if (savings.length === 0) return null
  const amount = savings.reduce((sum, saving) => sum + saving.amount.amount, 0)
  return (
    <section class="savings" aria-labelledby="savings-title">
      <h3 id="savings-title">You save {formatMoney({ ...price.total, amount })}</h3>
      <p>Against a table of adults alone, with every mile charged.</p>
      <dl>
        {savings.map((saving) => (
          <div key={saving.label}>
            <dt>{saving.label}</dt>
            <dd>{formatMoney(saving.amount)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function statusOf({ quote, isOld }: Parameters<typeof QuoteBar>[0]): string {
  return quote === undefined || isOld ? '' : `The price is ${formatMoney(quote.price.total)}.`
}
