import { Skeleton } from '@holdfast/ui/skeleton/preact'
import triangleAlert from 'lucide-static/icons/triangle-alert.svg?raw'
import { hasCode, askedToWait, remedyFor } from '../../api/remedy.ts'
import { TakenNotice } from '../../flow/taken-notice.tsx'
import { alternativesOf } from '../../flow/use-submission.ts'
import { formatDay, formatDeadline, formatWallTime } from '../../format/moments.ts'
import { formatMoney, type Money } from '../../prices/money.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { Icon } from '../../ui/icon.tsx'
import { movedRefundWords, type Refund } from '../refund-words.ts'
import { SubPage } from '../sub-page.tsx'
import { nowWords, type Moving } from './moving.ts'
import { useMove } from './use-move.ts'
import { useMovedRefund } from './use-moved-refund.ts'

const aboutTheTime = new Set([
  'bookings.slotTaken',
  'bookings.overlap',
  'bookings.tooSoon',
  'bookings.closed',
  'bookings.unknownTime',
])

/** The new time beside the old one, what it costs and does to the deposit, before it is made. */
export function MoveReview(props: Moving) {
  const { booking, view, open } = props
  const { allowed, reason, fee, until } = booking.actions.reschedule
  const { isBusy, error, move } = useMove(props)
  const chosen = `${formatDay(view.date)} at ${formatWallTime(view.time)}`
  const isThere = view.date === booking.date && view.time === booking.time
  const isAboutTime = error !== undefined && hasCode(error, aboutTheTime)
  const refund = useMovedRefund(props)
  // What is known of another day is no answer about this one.
  const isUnread = refund !== undefined && refund.state !== 'ready'
  const isStopped = isBusy || !allowed || isThere || isUnread || askedToWait(error) !== undefined
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
      {refund?.state === 'ready' && !isThere && (
        <DepositWords refund={refund.value} timeZone={booking.timeZone} />
      )}
      {isUnread && refund.state !== 'failed' && (
        <Skeleton shape="lines" count={1} label="Asking what it does to your deposit" />
      )}
      {refund?.state === 'failed' && <FailureNotice error={refund.error} retry={refund.retry} />}
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

function DepositWords(props: { readonly refund: Refund; readonly timeZone: string }) {
  const words = movedRefundWords(props.refund, props.timeZone)
  if (words === undefined) return null
  if (!words.isLoss) return <p class="hint">{words.text}</p>
  return (
    <div class="notice" data-tone="warning" role="status">
      <Icon svg={triangleAlert} />
      <div class="notice-body">
        <p class="notice-title">Your deposit</p>
        <p>{words.text}</p>
      </div>
    </div>
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
    : `Nothing: this one change is free, until ${formatDeadline(until, timeZone)}.`
}
