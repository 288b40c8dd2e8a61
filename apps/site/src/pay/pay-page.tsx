import { useState } from 'preact/hooks'
import { loadAccess, type KeptAccess } from '../flow/kept-booking.ts'
import { StepTitle } from '../flow/step-frame.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { Notices } from '../ui/notices.tsx'
import { Skeleton } from '@holdfast/ui/skeleton/preact'
import { Booked } from './booked.tsx'
import { DinnerCancelled, HoldEnded, MoneyReturned } from './after-the-hold.tsx'
import { forgetLeftFor, loadLeftFor } from './kept-attempt.ts'
import { PayNow } from './pay-now.tsx'
import { PaySummary } from './pay-summary.tsx'
import { delayBefore, isUnheard, standingOf, type Seen, type Standing } from './standing.ts'
import { useSeen } from './use-seen.ts'
import { serverNow } from '../api/server-clock.ts'
import { Waiting } from './waiting.tsx'

/** Paying the deposit of a booking: what is shown follows from what the service says alone. */
export function PayPage() {
  const [access] = useState(loadAccess)
  return (
    <>
      <Notices />
      {access === undefined ? <NoAccess /> : <Paying access={access} />}
    </>
  )
}

// After so long without a word of a payment, nobody is kept from choosing again. Looking at the
// page again asks anew, and does not begin the wait anew.
const checkedForMs = 15_000

function Paying({ access }: { readonly access: KeptAccess }) {
  const [paymentId] = useState(() => new URLSearchParams(location.search).get('payment'))
  const [leftFor, setLeftFor] = useState(loadLeftFor)
  const [openedAt] = useState(() => Date.now())
  const standAt = (seen: Seen) =>
    standingOf(seen, Date.now() - openedAt < checkedForMs ? leftFor : undefined)
  const watched = useSeen(access, paymentId, (seen, asked) =>
    delayBefore(isTimeUp(seen) ? 'checking' : standAt(seen), asked),
  )
  const { seen, error, refresh } = watched
  if (seen === undefined) {
    return error === undefined ? (
      <Opening isSlow={watched.isSlow} />
    ) : (
      <Failed error={error} onRetry={refresh} />
    )
  }
  const standing = standAt(seen)
  return (
    <>
      {error !== undefined && (
        <div class="step">
          <FailureNotice error={error} retry={refresh} />
        </div>
      )}
      <View
        access={access}
        seen={seen}
        standing={standing}
        refresh={refresh}
        hasNotPaid={
          standing === 'asked' && seen.payment !== undefined && isUnheard(seen.payment, leftFor)
        }
        onNotPaid={() => {
          forgetLeftFor()
          setLeftFor(undefined)
        }}
      />
    </>
  )
}

function View(props: {
  readonly access: KeptAccess
  readonly seen: Seen
  readonly standing: Standing
  readonly refresh: () => void
  readonly hasNotPaid: boolean
  readonly onNotPaid: () => void
}) {
  const { seen, standing } = props
  const { booking, payment } = seen
  switch (standing) {
    case 'booked':
      return <Booked seen={seen} access={props.access} />
    case 'asked':
    case 'awaitingOffline':
    case 'processing':
      if (payment === undefined) return <Booked seen={seen} access={props.access} />
      return <PayNow {...props} payment={payment} booking={booking} />
    case 'checking':
      return (
        <div class="pay">
          <Waiting
            title="One moment"
            text="We ask whether your payment has arrived. This page goes on by itself."
          >
            <button type="button" class="text-button" onClick={props.onNotPaid}>
              I have not paid yet
            </button>
          </Waiting>
          <PaySummary booking={booking} access={props.access} />
        </div>
      )
    case 'settling':
      return (
        <Waiting
          title="Your payment is here"
          text="We confirm your booking now. This page goes on by itself."
        />
      )
    case 'late':
      return (
        <Waiting
          title="Your payment came after the hold"
          text="We look whether your time is still free. If it is, we confirm it; if not, all of your money goes back by itself."
        />
      )
    case 'ended':
      return <HoldEnded booking={booking} />
    case 'returned':
      return <MoneyReturned booking={booking} payment={payment} />
    case 'cancelled':
      return <DinnerCancelled />
  }
}

function isTimeUp({ booking }: Seen): boolean {
  const { state, holdExpiresAt } = booking
  return (
    state === 'pending' && holdExpiresAt !== undefined && Date.parse(holdExpiresAt) <= serverNow()
  )
}

function Opening(props: { readonly isSlow: boolean }) {
  return (
    <section class="step">
      <h1 class="step-title">Pay your deposit</h1>
      <Skeleton shape="lines" count={6} label="Loading your booking" isSlow={props.isSlow} />
    </section>
  )
}

function Failed(props: {
  readonly error: NonNullable<ReturnType<typeof useSeen>['error']>
  readonly onRetry: () => void
}) {
  const { error } = props
  const isShut = error.kind === 'problem' && [401, 403, 404].includes(error.status)
  if (isShut) return <NoAccess />
  return (
    <section class="step">
      <h1 class="step-title">Pay your deposit</h1>
      <FailureNotice error={error} retry={props.onRetry} />
    </section>
  )
}

/** Another device, another tab, or a link that has ended: the way back to the booking. */
function NoAccess() {
  return (
    <section class="step" aria-labelledby="step-title">
      <StepTitle text="Open your booking first" />
      <p class="step-lead">
        For your safety, only the tab that opened the booking can pay for it. Use the link in your
        mail, or ask for a new one; there you find the way to pay.
      </p>
      <div class="actions">
        <a class="button button-primary" href="/booking">
          Open my booking
        </a>
        <a class="button button-plain" href="/book">
          Book a dinner
        </a>
      </div>
    </section>
  )
}
