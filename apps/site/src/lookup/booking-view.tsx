import type { BookingDetail } from '@holdfast/bookings/contract'
import { useState } from 'preact/hooks'
import { service } from '../api/service.ts'
import type { KeptAccess } from '../flow/kept-booking.ts'
import { PriceLines } from '../flow/price-lines.tsx'
import { StepTitle } from '../flow/step-frame.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { Skeleton } from '@holdfast/ui/skeleton/preact'
import { useLoad } from '../ui/use-load.ts'
import { BookingActions } from './booking-actions.tsx'
import { BookingFacts } from './booking-facts.tsx'
import { BookingTimeline } from './booking-timeline.tsx'
import { LookupForm } from './lookup-form.tsx'
import { stateWords } from './state-words.ts'

/** A booking top to bottom: state, what can be done, facts, price, what happened. */
export function BookingView(props: { readonly access: KeptAccess; readonly onLeave: () => void }) {
  const { access, onLeave } = props
  const { bookingId, accessToken } = access
  const loaded = useLoad(`booking ${bookingId}`, (options) =>
    service.bookings.showBooking({ params: { id: bookingId } }, { ...options, accessToken }),
  )
  const [changed, setChanged] = useState<BookingDetail>()
  const booking = changed ?? loaded.value

  if (booking !== undefined) {
    return (
      <section class="step" aria-labelledby="step-title">
        <p class="state-badge" data-state={booking.state}>
          {stateWords[booking.state].label}
        </p>
        <StepTitle key={booking.state} text={stateWords[booking.state].title} />
        <p class="step-lead">{stateWords[booking.state].text}</p>
        <BookingActions booking={booking} access={access} onChanged={setChanged} />
        <BookingFacts booking={booking} />
        <PriceLines price={booking.price} />
        <BookingTimeline booking={booking} />
        <button type="button" class="text-button" onClick={onLeave}>
          Look up another booking
        </button>
      </section>
    )
  }
  if (loaded.state !== 'failed') {
    return (
      <section class="step">
        <h1 class="step-title">Your booking</h1>
        <Skeleton
          shape="lines"
          count={6}
          label="Loading your booking"
          isSlow={loaded.state === 'slow'}
        />
      </section>
    )
  }
  const { error } = loaded
  const isShut = error.kind === 'problem' && [401, 403, 404].includes(error.status)
  return (
    <>
      <section class="step">
        <FailureNotice error={error} retry={isShut ? undefined : loaded.retry} />
      </section>
      {isShut && <LookupForm />}
    </>
  )
}
