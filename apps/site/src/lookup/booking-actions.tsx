import type { BookingDetail } from '@holdfast/bookings/contract'
import { useState } from 'preact/hooks'
import calendarClock from 'lucide-static/icons/calendar-clock.svg?raw'
import calendarX from 'lucide-static/icons/calendar-x.svg?raw'
import creditCard from 'lucide-static/icons/credit-card.svg?raw'
import pencil from 'lucide-static/icons/pencil.svg?raw'
import type { KeptAccess } from '../flow/kept-booking.ts'
import { bookAgain } from '../pay/book-again.ts'
import { payAddress } from '../pay/pay-address.ts'
import { formatMoney } from '../prices/money.ts'
import { Icon } from '../ui/icon.tsx'
import { AcceptButton } from './accept-button.tsx'
import { ActionButton } from './action-button.tsx'
import { CancelDialog } from './cancel-dialog.tsx'
import { isOpenOffer } from './offer-words.ts'
import type { View } from './use-view.ts'

const over = new Set<BookingDetail['state']>(['cancelled', 'expired', 'completed', 'no_show'])

/** What the guest can do with the booking; what is not possible says why. */
export function BookingActions(props: {
  readonly booking: BookingDetail
  /** The time to pay or to answer is over, and what became of it is not known yet. */
  readonly isHoldOver: boolean
  readonly access: KeptAccess
  readonly open: (view: View) => void
  readonly onChanged: (booking: BookingDetail) => void
  readonly onOutdated: () => void
}) {
  const { booking, open } = props
  const [isAsking, setAsking] = useState(false)
  if (props.isHoldOver || over.has(booking.state)) {
    return <BookAnother booking={booking} isHoldOver={props.isHoldOver} />
  }
  const { change, reschedule, cancel } = booking.actions
  const payment = payAddress(booking)
  return (
    <div class="actions">
      {payment !== undefined && booking.deposit !== undefined && (
        <a class="button button-primary" href={payment}>
          <Icon svg={creditCard} />
          {booking.deposit.state === 'open'
            ? `Pay ${formatMoney(booking.deposit.amount)} deposit`
            : 'See the payment'}
        </a>
      )}
      {isOpenOffer(booking) && payment === undefined && <AcceptButton {...props} />}
      {booking.state !== 'pending' && (
        <ActionButton
          icon={calendarClock}
          words="Move to another time"
          action={reschedule}
          onDo={() => open({ do: 'move', date: '', time: '' })}
        />
      )}
      <ActionButton
        icon={pencil}
        words="Change guests or wishes"
        action={change}
        onDo={() => open({ do: 'change' })}
      />
      <ActionButton
        icon={calendarX}
        words={isOpenOffer(booking) ? 'No thanks' : 'Cancel booking'}
        action={cancel}
        onDo={() => setAsking(true)}
      />
      {isAsking && <CancelDialog {...props} onKeep={() => setAsking(false)} />}
    </div>
  )
}

interface BookAnotherProps {
  readonly booking: BookingDetail
  readonly isHoldOver: boolean
}

function BookAnother({ booking, isHoldOver }: BookAnotherProps) {
  const isUnpaid = isHoldOver || booking.state === 'expired'
  return (
    <div class="actions">
      {isUnpaid && (
        <button type="button" class="button button-primary" onClick={() => bookAgain(booking)}>
          Book it again
        </button>
      )}
      <a class={`button ${isUnpaid ? 'button-plain' : 'button-primary'}`} href="/book">
        Book another dinner
      </a>
    </div>
  )
}
