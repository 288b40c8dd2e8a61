import type { Price, Station } from '@holdfast/bookings/contract'
import { useRef } from 'preact/hooks'
import { isPassing } from '../api/retry-policy.ts'
import type { Failure } from '../api/failure.ts'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import type { Loaded } from '../ui/use-load.ts'
import { summaryRows, type SummaryRow } from './answers-summary.ts'
import { PriceLines } from './price-lines.tsx'
import { StepFrame } from './step-frame.tsx'
import { TakenNotice } from './taken-notice.tsx'
import type { BookingFlow } from './use-booking.ts'
import { alternativesOf, useSubmission } from './use-submission.ts'

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
  readonly price: Loaded<Price>
}) {
  const { flow } = props
  const submission = useSubmission(flow)
  const action = useRef<HTMLButtonElement>(null)
  return (
    <StepFrame flow={flow} step="review" title="Is everything right?">
      {submission.failure !== undefined && (
        <ReviewFailure
          failure={submission.failure}
          flow={flow}
          retry={submission.send}
          onMended={() => {
            submission.dismiss()
            action.current?.focus()
          }}
        />
      )}
      <dl class="review">
        {summaryRows(flow.draft, props.station).map((row) => (
          <ReviewRow key={row.step} row={row} flow={flow} />
        ))}
      </dl>
      {props.price.value === undefined ? (
        <Skeleton shape="lines" count={3} label="Loading the price" />
      ) : (
        <PriceLines price={props.price.value} />
      )}
      <p class="hint">{paymentWords(props.price.value)}</p>
      <button
        type="button"
        ref={action}
        class="button button-primary button-wide"
        aria-disabled={submission.isSending}
        data-busy={submission.isSending}
        onClick={submission.send}
      >
        {submission.isSending ? 'Booking your dinner…' : 'Book this dinner'}
      </button>
      <p class="visually-hidden" role="status">
        {submission.isSending ? 'Your booking is being made.' : ''}
      </p>
    </StepFrame>
  )
}

function ReviewFailure(props: {
  readonly failure: Failure
  readonly flow: BookingFlow
  readonly retry: () => void
  readonly onMended: () => void
}) {
  const { failure, flow } = props
  if (failure.kind === 'problem' && aboutTheTime.has(failure.code)) {
    return (
      <TakenNotice
        failure={failure}
        alternatives={alternativesOf(failure)}
        onChoose={({ date, time }) => {
          flow.set({ date, time })
          props.onMended()
        }}
        onOtherDay={() => flow.go('date')}
      />
    )
  }
  const isWorthRetrying = failure.kind === 'offline' || isPassing(failure)
  return <FailureNotice failure={failure} retry={isWorthRetrying ? props.retry : undefined} />
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

function paymentWords(price: Price | undefined): string {
  const isFree = price?.deposit.amount === 0
  const start = isFree ? 'You pay nothing today. ' : ''
  return `${start}The total holds the chef, the grill, the fire and the clean-up. A tip is yours to decide.`
}
