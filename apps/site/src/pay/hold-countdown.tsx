import hourglass from 'lucide-static/icons/hourglass.svg?raw'
import { formatDeadline } from '../format/moments.ts'
import { Icon } from '../ui/icon.tsx'
import { useSecondsUntil } from './use-seconds-until.ts'

const minute = 60
const nearlyOver = 3 * minute
const countedBelow = 60 * minute

/**
 * How long the time is still held, and until when on the clocks of the dinner. Counted on the service's;
 * asks it when that is over.
 */
export function HoldCountdown(props: {
  readonly until: string
  /** Of the dinner: everything about it is told on its clocks. */
  readonly timeZone: string
  readonly onEnd: () => void
}) {
  const { until } = props
  const deadline = formatDeadline(until, props.timeZone)
  const left = useSecondsUntil(until, props.onEnd)
  const isNear = left <= nearlyOver
  return (
    <div class="hold" data-tone={isNear ? 'warning' : 'info'}>
      <Icon svg={hourglass} />
      <p>
        {left >= countedBelow ? (
          <>
            We hold your time until <strong>{deadline}</strong>.
          </>
        ) : (
          <>
            We hold your time for you:{' '}
            <strong class="hold-left" role="timer">
              {inMinutes(left)}
            </strong>{' '}
            left, until {deadline}.
          </>
        )}
      </p>
      {/* For who listens: once near the end, and not each second. */}
      <p class="visually-hidden" role="status">
        {isNear && left > 0 ? 'Your time is held for less than three minutes more.' : ''}
      </p>
    </div>
  )
}

/** `9:05` for 545 seconds. */
export function inMinutes(seconds: number): string {
  return `${Math.floor(seconds / minute)}:${String(seconds % minute).padStart(2, '0')}`
}
