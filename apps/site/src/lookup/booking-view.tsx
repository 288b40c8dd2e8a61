import type { BookingDetail } from '@holdfast/bookings/contract'
import { Skeleton } from '@holdfast/ui/skeleton/preact'
import { changing } from '../api/changing.ts'
import type { KeptAccess } from '../flow/kept-booking.ts'
import { PriceLines } from '../flow/price-lines.tsx'
import { StepTitle } from '../flow/step-frame.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { LaterPart } from '../ui/later-part.tsx'
import { PaperButtons } from '../ui/paper-buttons.tsx'
import { toasts } from '../ui/toasts.ts'
import { useLoad } from '../ui/use-load.ts'
import { BookingActions } from './booking-actions.tsx'
import { BookingFacts } from './booking-facts.tsx'
import { BookingTimeline } from './booking-timeline.tsx'
import { holdOverWords } from './hold-over-words.ts'
import { LookupForm } from './lookup-form.tsx'
import { moneyWords } from './money-words.ts'
import { offerWords } from './offer-words.ts'
import { stateWords } from './state-words.ts'
import { useCurrent } from './use-current.ts'
import { useHoldEnd } from './use-hold-end.ts'
import { useView } from './use-view.ts'

/** A booking top to bottom: state, what can be done, facts, price, what happened. */
export function BookingView(props: { readonly access: KeptAccess; readonly onLeave: () => void }) {
  const { access, onLeave } = props
  const { bookingId, accessToken } = access
  const { looks, lookAgain, changed, setChanged } = useCurrent()
  const loaded = useLoad(`booking ${bookingId} ${looks}`, (options) =>
    changing.showBooking({ params: { id: bookingId } }, { ...options, accessToken }),
  )
  const { view, open, finish } = useView()
  const booking = newest(changed, loaded.value)

  if (booking !== undefined) {
    const parts = { booking, access, onOutdated: lookAgain }
    const done = (text: string) => (after: BookingDetail) => {
      setChanged(after)
      finish()
      toasts.show({ tone: 'success', text })
    }
    if (view.do === 'move') {
      return (
        <LaterPart key="move" fetch={() => import('./move/move-view.tsx')}>
          {({ MoveView }) => (
            <MoveView
              {...parts}
              view={view}
              open={open}
              onMoved={done('Your dinner has a new time.')}
            />
          )}
        </LaterPart>
      )
    }
    if (view.do === 'change') {
      return (
        <LaterPart key="change" fetch={() => import('./change/change-view.tsx')}>
          {({ ChangeView }) => (
            <ChangeView
              {...parts}
              onBack={() => open({ do: 'show' })}
              onChanged={done('Your changes are saved.')}
            />
          )}
        </LaterPart>
      )
    }
    return <Shown {...parts} open={open} onChanged={setChanged} onLeave={onLeave} />
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

const off = new Set<BookingDetail['state']>(['cancelled', 'expired', 'no_show'])

type ShownProps = Omit<Parameters<typeof BookingActions>[0], 'isHoldOver'>

function Shown(props: ShownProps & { readonly onLeave: () => void }) {
  const { booking } = props
  const isHoldOver = useHoldEnd(booking, props.onOutdated)
  const money = isHoldOver ? undefined : moneyWords(booking)
  const words = isHoldOver
    ? holdOverWords(booking)
    : (offerWords(booking) ?? stateWords[booking.state])
  return (
    <section class="step" aria-labelledby="step-title">
      <p class="state-badge" data-state={booking.state}>
        {words.label}
      </p>
      <StepTitle key={words.title} text={words.title} />
      <p class="step-lead">{words.text}</p>
      {money !== undefined && (
        <p class="money-line" role="status">
          {money}
        </p>
      )}
      <BookingActions {...props} isHoldOver={isHoldOver} />
      <BookingFacts booking={booking} />
      <PriceLines
        price={booking.price}
        travel={booking.travel}
        deposit={booking.deposit}
        isOff={isHoldOver || off.has(booking.state)}
      />
      {booking.state !== 'pending' && booking.state !== 'expired' && (
        <div class="actions papers">
          <PaperButtons access={props.access} reference={booking.reference} />
        </div>
      )}
      <BookingTimeline booking={booking} />
      <button type="button" class="text-button" onClick={props.onLeave}>
        Look up another booking
      </button>
    </section>
  )
}

// What a change answered, until something newer was read.
function newest(
  changed: BookingDetail | undefined,
  loaded: BookingDetail | undefined,
): BookingDetail | undefined {
  if (changed === undefined || loaded === undefined) return changed ?? loaded
  return loaded.version > changed.version ? loaded : changed
}
