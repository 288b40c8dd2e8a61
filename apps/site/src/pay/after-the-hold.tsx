import type { BookingDetail } from '@holdfast/bookings/contract'
import type { PaymentDetail } from '@holdfast/payments/contract'
import calendarPlus from 'lucide-static/icons/calendar-plus.svg?raw'
import { business } from '../business.ts'
import { formatDay, formatTimeIn } from '../format/moments.ts'
import { StepTitle } from '../flow/step-frame.tsx'
import { formatMoney } from '../prices/money.ts'
import { Icon } from '../ui/icon.tsx'
import { bookAgain } from './book-again.ts'

/** Nothing was paid in time. Everything that was entered leads to a new booking. */
export function HoldEnded(props: { readonly booking: BookingDetail }) {
  const { booking } = props
  return (
    <section class="step" aria-labelledby="step-title">
      <StepTitle text="The hold has ended" />
      <p class="step-lead">
        We held {dinnerWords(booking)} until the time to pay it was over. It may still be free, and
        everything you entered is kept.
      </p>
      <BookAgain booking={booking} action="Book it again" />
      <p class="hint">
        Have you just paid? Then leave this page open. If your time is still free, we confirm it; if
        not, all of your money goes back by itself. Either way we write to {booking.contact.email}.
      </p>
    </section>
  )
}

/** The money came too late, or the dinner was cancelled: it goes back by itself. */
export function MoneyReturned(props: {
  readonly booking: BookingDetail
  readonly payment: PaymentDetail | undefined
}) {
  const { booking, payment } = props
  const isLate = booking.state === 'expired' || payment?.late === true
  return (
    <section class="step" aria-labelledby="step-title">
      <StepTitle text={isLate ? 'Your payment came too late' : 'This dinner is cancelled'} />
      <p class="step-lead">
        {isLate
          ? `By then, ${dinnerWords(booking)} was somebody else’s. We are sorry: there is no booking. `
          : ''}
        {wayBack(payment)}
      </p>
      <BookAgain booking={booking} action="Choose another time" />
      <Help />
    </section>
  )
}

export function DinnerCancelled() {
  return (
    <section class="step" aria-labelledby="step-title">
      <StepTitle text="This dinner is cancelled" />
      <p class="step-lead">There is nothing to pay. We hope to cook for you another day.</p>
      <div class="actions">
        <a class="button button-primary" href="/book">
          Book another dinner
        </a>
        <a class="button button-plain" href="/booking">
          See the booking
        </a>
      </div>
    </section>
  )
}

function BookAgain(props: { readonly booking: BookingDetail; readonly action: string }) {
  return (
    <div class="actions">
      <button type="button" class="button button-primary" onClick={() => bookAgain(props.booking)}>
        <Icon svg={calendarPlus} /> {props.action}
      </button>
    </div>
  )
}

function Help() {
  return (
    <p class="hint">
      Questions? Call <a href={`tel:${business.phone.link}`}>{business.phone.shown}</a>.
    </p>
  )
}

function dinnerWords({ date, startsAt, timeZone }: BookingDetail): string {
  return `${formatDay(date)} at ${formatTimeIn(startsAt, timeZone)}`
}

function wayBack(payment: PaymentDetail | undefined): string {
  if (payment === undefined) return 'Nothing was paid.'
  const { refunded, refunding, paid } = payment
  const amount = refunding.amount + refunded.amount
  if (amount === 0) {
    return `Sending your ${formatMoney(paid)} back did not work by itself. We do it by hand and write to you; you need not do anything.`
  }
  return `${formatMoney({ ...refunded, amount })} goes back to where it came from. It can take some days to arrive, and there is nothing for you to do.`
}
