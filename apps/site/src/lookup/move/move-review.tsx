import { hasCode, askedToWait, remedyFor } from '../../api/remedy.ts'
import { TakenNotice } from '../../flow/taken-notice.tsx'
import { alternativesOf } from '../../flow/use-submission.ts'
import { formatDay, formatMoment, formatWallTime } from '../../format/moments.ts'
import { formatMoney, type Money } from '../../prices/money.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { SubPage } from '../sub-page.tsx'
import { nowWords, type Moving } from './moving.ts'
import { useMove } from './use-move.ts'

const aboutTheTime = new Set([
  'bookings.slotTaken',
  'bookings.overlap',
  'bookings.tooSoon',
  'bookings.closed',
  'bookings.unknownTime',
])

/** The new time beside the old one, and what the change costs, before it is made. */
export function MoveReview(props: Moving) {
  const { booking, view, open } = props
  const { allowed, reason, fee, until } = booking.actions.reschedule
  const { isBusy, error, move } = useMove(props)
  const chosen = `${formatDay(view.date)} at ${formatWallTime(view.time)}`
  const isThere = view.date === booking.date && view.time === booking.time
  const isAboutTime = error !== undefined && hasCode(error, aboutTheTime)
  const isStopped = isBusy || !allowed || isThere || askedToWait(error) !== undefined
  return (
    <SubPage
      title="Move your dinner?"
      backWords="Choose another time"
      onBack={() => open({ ...view, time: '' })}
    >
      {isAboutTime && (
        <TakenNotice
          error={error}
          alternatives={alternativesOf(error)}
          onChoose={({ date, time }) => open({ do: 'move', date, time })}
          onOtherDay={() => open({ do: 'move', date: '', time: '' })}
        />
      )}
      <dl class="review">
        <div>
          <dt>Now</dt>
          <dd>{nowWords(booking)}</dd>
        </div>
        <div>
          <dt>New</dt>
          <dd>
            <strong>{chosen}</strong>
          </dd>
        </div>
        <div>
          <dt>Costs</dt>
          <dd>{costWords(fee, until, booking.timeZone)}</dd>
        </div>
      </dl>
      {isThere && <p class="hint">Your dinner is at this time already.</p>}
      {!allowed && reason !== undefined && <p class="hint">{reason}</p>}
      {error !== undefined && !isAboutTime && (
        <FailureNotice
          error={error}
          retry={remedyFor(error).kind === 'none' ? undefined : move}
          hasOwnButton
        />
      )}
      <button
        type="button"
        class="button button-primary button-wide"
        aria-disabled={isStopped}
        data-busy={isBusy}
        onClick={() => !isStopped && move()}
      >
        {isBusy ? 'Moving your dinner…' : actionWords(fee)}
      </button>
      <p class="visually-hidden" role="status">
        {isBusy ? 'Your dinner is being moved.' : ''}
      </p>
    </SubPage>
  )
}

function actionWords(fee: Money | undefined): string {
  return fee === undefined || fee.amount === 0
    ? 'Move this dinner'
    : `Move this dinner for ${formatMoney(fee)}`
}

function costWords(fee: Money | undefined, until: string | undefined, timeZone: string): string {
  if (fee === undefined) return 'Nothing'
  if (fee.amount > 0) {
    return `${formatMoney(fee)}. It is added to your price and paid at dinner. The time before is free again at once.`
  }
  return until === undefined
    ? 'Nothing'
    : `Nothing this time. A change is free until ${formatMoment(until, timeZone)}.`
}
