import type { BookingDetail } from '@holdfast/bookings/contract'
import type { PaymentDetail } from '@holdfast/payments/contract'
import { useState } from 'preact/hooks'
import { serverNow } from '../api/server-clock.ts'
import type { KeptAccess } from '../flow/kept-booking.ts'
import { StepTitle } from '../flow/step-frame.tsx'
import { CardForm } from './card-form.tsx'
import { HoldCountdown } from './hold-countdown.tsx'
import { ByHand } from './by-hand.tsx'
import { PayForm } from './pay-form.tsx'
import { PaySummary } from './pay-summary.tsx'
import { Processing } from './processing.tsx'
import { lastDecline, type Standing } from './standing.ts'
import { useAttempt } from './use-attempt.ts'

/** What can still be paid: the summary, how long the time is held, and the ways to pay. */
export function PayNow(props: {
  readonly access: KeptAccess
  readonly booking: BookingDetail
  readonly payment: PaymentDetail
  readonly standing: Standing
  readonly hasNotPaid: boolean
  readonly refresh: () => void
}) {
  const { booking, payment, standing, refresh } = props
  const attempt = useAttempt(props.access, payment.id, refresh)
  // A card that was declined is said before the transfer that was begun earlier.
  const [wantsOther, setWantsOther] = useState(lastDecline(payment) !== undefined)
  // Set by the countdown; a hold that was made longer has another end.
  const [endedAt, setEndedAt] = useState<string>()
  const { holdExpiresAt } = booking
  const isTimeUp =
    holdExpiresAt !== undefined &&
    (endedAt === holdExpiresAt || Date.parse(holdExpiresAt) <= serverNow())
  const next = attempt.next
  const isByHand = standing === 'awaitingOffline' && !wantsOther
  return (
    <div class="pay">
      <section class="step" aria-labelledby="step-title">
        <StepTitle text={titles[standing === 'processing' || isByHand ? standing : 'asked']} />
        {holdExpiresAt !== undefined && (
          <HoldCountdown
            until={holdExpiresAt}
            timeZone={booking.timeZone}
            onEnd={() => {
              setEndedAt(holdExpiresAt)
              refresh()
            }}
          />
        )}
        {props.hasNotPaid && (
          <p class="hint" role="status">
            No payment has reached us yet. If you have just paid, leave this page open: it goes on
            by itself.
          </p>
        )}
        {standing === 'processing' && (
          <Processing email={booking.contact.email} payment={payment} attempt={attempt} />
        )}
        {isByHand && (
          <ByHand
            payment={payment}
            booking={booking}
            attempt={attempt}
            onOtherWay={() => {
              attempt.leave()
              setWantsOther(true)
            }}
          />
        )}
        {standing !== 'processing' &&
          !isByHand &&
          (next?.kind === 'stripe' ? (
            <CardForm
              next={next}
              payment={payment}
              isTimeUp={isTimeUp}
              onSent={refresh}
              onOtherWay={attempt.leave}
            />
          ) : (
            <PayForm
              payment={payment}
              isTimeUp={isTimeUp}
              attempt={{
                ...attempt,
                begin: (method) => {
                  setWantsOther(false)
                  attempt.begin(method)
                },
              }}
            />
          ))}
        {isTimeUp && (
          <p class="hint" role="status">
            The time to pay is over. We ask how it stands.
          </p>
        )}
      </section>
      <PaySummary booking={booking} access={props.access} />
    </div>
  )
}

const titles: Readonly<Record<'asked' | 'processing' | 'awaitingOffline', string>> = {
  asked: 'Pay your deposit',
  processing: 'Your bank is at work',
  awaitingOffline: 'We wait for your money',
}
