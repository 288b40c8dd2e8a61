import type { CallError, FriendlyText } from '@holdfast/client'
import { useEffect, useRef } from 'preact/hooks'
import circleAlert from 'lucide-static/icons/circle-alert.svg?raw'
import hourglass from 'lucide-static/icons/hourglass.svg?raw'
import rotate from 'lucide-static/icons/rotate-cw.svg?raw'
import wifiOff from 'lucide-static/icons/wifi-off.svg?raw'
import { askedToWait, remedyFor, type Remedy } from '../api/remedy.ts'
import { CopyButton } from './copy-button.tsx'
import { Icon } from './icon.tsx'
import { useCountdown } from './use-countdown.ts'

/**
 * Says what went wrong and offers to try again. When there is a time to wait it counts down and
 * goes on by itself; without a connection it goes on when there is one.
 */
export function FailureNotice(props: {
  readonly error: CallError
  readonly retry?: (() => void) | undefined
  /** When a button nearby already sends again, only the countdown is shown. */
  readonly hasOwnButton?: boolean
  /** Where the place says more than the failure does. */
  readonly words?: FriendlyText | undefined
}) {
  const { error, retry } = props
  const words = props.words ?? error.friendly
  const remedy = remedyFor(error)
  const secondsLeft = useCountdown(askedToWait(error), retry)
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), [])
  useRetryOnceOnline(remedy.kind === 'connect', retry)
  return (
    <div class="notice" role="alert" data-tone={tones[remedy.kind]} ref={place}>
      <Icon svg={remedy.kind === 'connect' ? wifiOff : circleAlert} />
      <div class="notice-body">
        <p class="notice-title">{words.title}</p>
        <p>{words.text}</p>
        {retry !== undefined && remedy.kind !== 'connect' && (
          <RetryButton
            retry={retry}
            secondsLeft={secondsLeft}
            isHidden={props.hasOwnButton ?? false}
          />
        )}
        {remedy.kind !== 'connect' && <SmallPrint error={error} />}
      </div>
    </div>
  )
}

const tones: Readonly<Record<Remedy['kind'], 'info' | 'warning' | 'danger'>> = {
  connect: 'info',
  wait: 'warning',
  retry: 'warning',
  none: 'danger',
}

function RetryButton(props: {
  readonly retry: () => void
  readonly secondsLeft: number
  readonly isHidden: boolean
}) {
  if (props.secondsLeft > 0) {
    return (
      <p class="countdown">
        <Icon svg={hourglass} size={16} />
        <span role="timer">Trying again in {props.secondsLeft} s</span>
      </p>
    )
  }
  if (props.isHidden) return null
  return (
    <button type="button" class="button button-plain" onClick={props.retry}>
      <Icon svg={rotate} size={16} /> Try again
    </button>
  )
}

// The id went out with the request, so it helps also where no answer came.
function SmallPrint({ error }: { readonly error: CallError }) {
  const code = 'code' in error ? error.code : error.kind
  return (
    <p class="small-print">
      <span>
        {code} · {error.correlationId}
      </span>
      <CopyButton text={`${code} ${error.correlationId}`} what="error id" />
    </p>
  )
}

function useRetryOnceOnline(isOffline: boolean, retry: (() => void) | undefined): void {
  useEffect(() => {
    if (!isOffline || retry === undefined) return undefined
    addEventListener('online', retry)
    return () => removeEventListener('online', retry)
  }, [isOffline, retry])
}
