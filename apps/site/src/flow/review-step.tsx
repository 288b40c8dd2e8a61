import type { Menu, Price, Station } from '@holdfast/bookings/contract'
import { useRef } from 'preact/hooks'
import type { CallError } from '@holdfast/client'
import { askedToWait, hasCode, remedyFor } from '../api/remedy.ts'
import { dateIn } from '../dates/month-grid.ts'
import { formatMoney } from '../prices/money.ts'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { Skeleton } from '@holdfast/ui/skeleton/preact'
import type { Loaded } from '../ui/use-load.ts'
import { summaryRows, type SummaryRow } from './answers-summary.ts'
import { HeldNotice } from './held-notice.tsx'
import { PriceLines } from './price-lines.tsx'
import { QuoteNote } from './quote-note.tsx'
import { StepFrame } from './step-frame.tsx'
import { TakenNotice } from './taken-notice.tsx'
import type { BookingFlow } from './use-booking.ts'
import type { ShownPrice } from './use-price.ts'
import { termsWords } from './terms-words.ts'
import { alternativesOf, useSubmission } from './use-submission.ts'

const aboutTheQuote = new Set([
  'bookings.unknownQuote',
  'bookings.quoteExpired',
  'bookings.quoteMismatch',
])

const aboutTheTime = new Set([
  'bookings.slotTaken',
  'bookings.overlap',
  'bookings.tooSoon',
  'bookings.closed',
  'bookings.unknownTime',
])

export function ReviewStep(props: {
  readonly flow: BookingFlow
  readonly station: Station | undefined
  readonly menu: Menu | undefined
  readonly price: Loaded<ShownPrice>
}) {
  const { flow } = props
  const submission = useSubmission(flow)
  const action = useRef<HTMLButtonElement>(null)
  const { error, isSending } = submission
  const isAboutTime = error !== undefined && hasCode(error, aboutTheTime)
  const isAboutQuote = error !== undefined && hasCode(error, aboutTheQuote)
  const isWaiting = askedToWait(error) !== undefined
  return (
    <StepFrame flow={flow} step="review" title="Is everything right?">
      <HeldNotice flow={flow} />
      {isAboutTime && (
        <TakenNotice
          error={error}
          alternatives={alternativesOf(error)}
          onChoose={({ date, time }) => {
            flow.set({ date, time })
            submission.dismiss()
            action.current?.focus()
          }}
          onOtherDay={() => flow.go('date')}
        />
      )}
      <dl class="review">
        {summaryRows(flow.draft, props.station, props.menu).map((row) => (
          <ReviewRow key={row.step} row={row} flow={flow} />
        ))}
      </dl>
      {props.price.value === undefined ? (
        <Skeleton shape="lines" count={3} label="Loading the price" />
      ) : (
        <PriceLines price={props.price.value} travel={props.price.value.travel} />
      )}
      <QuoteNote draft={flow.draft} />
      <p class="hint">{paymentWords(props.price.value, props.station)}</p>
      <Terms flow={flow} station={props.station} price={props.price.value} />
      {error !== undefined && !isAboutTime && (
        <FailureNotice error={error} retry={retryOf(error, submission.send)} hasOwnButton />
      )}
      {isAboutQuote && (
        <button
          type="button"
          class="button button-plain button-wide"
          onClick={() => {
            flow.set({ quoteId: '' })
            submission.dismiss()
            action.current?.focus()
          }}
        >
          See today’s price
        </button>
      )}
      <button
        type="button"
        ref={action}
        class="button button-primary button-wide"
        aria-disabled={isSending || isWaiting}
        data-busy={isSending}
        onClick={() => !isWaiting && submission.send()}
      >
        {isSending ? 'Booking your dinner…' : 'Book this dinner'}
      </button>
      <p class="visually-hidden" role="status">
        {isSending ? 'Your booking is being made.' : ''}
      </p>
    </StepFrame>
  )
}

function Terms(props: {
  readonly flow: BookingFlow
  readonly station: Station | undefined
  readonly price: Price | undefined
}) {
  const { station, price } = props
  if (station === undefined || price === undefined) return null
  const { policies, timeZone } = station
  const today = dateIn(timeZone, new Date())
  const agreed = { policies, date: props.flow.draft.date, today, deposit: price.deposit }
  return (
    <ul class="hint terms">
      {termsWords(agreed).map((words) => (
        <li key={words}>{words}</li>
      ))}
    </ul>
  )
}

function retryOf(error: CallError, send: () => void): (() => void) | undefined {
  return remedyFor(error).kind === 'none' ? undefined : send
}

function ReviewRow(props: { readonly row: SummaryRow; readonly flow: BookingFlow }) {
  const { row, flow } = props
  return (
    <div>
      <dt>{row.label}</dt>
      <dd>
        {row.lines.map((line) => (
          <span key={line}>{line}</span>
        ))}
      </dd>
      <dd class="review-change">
        <a
          href={`?step=${row.step}`}
          onClick={(event) => {
            event.preventDefault()
            flow.go(row.step)
          }}
        >
          Change <span class="visually-hidden">{row.change}</span>
        </a>
      </dd>
    </div>
  )
}

function paymentWords(price: Price | undefined, station: Station | undefined): string {
  return `${todayWords(price, station)}The total holds the chef, the grill, the fire and the clean-up. A tip is yours to decide.`
}

function todayWords(price: Price | undefined, station: Station | undefined): string {
  if (price === undefined) return ''
  if (price.deposit.amount === 0) return 'You pay nothing today. '
  const held = station
    ? ` We hold your time for ${station.policies.holdMinutes} minutes while you do.`
    : ''
  return `Next you pay a deposit of ${formatMoney(price.deposit)}; the rest is paid at dinner.${held} `
}
