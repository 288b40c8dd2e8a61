import { useEffect } from 'preact/hooks'
import circleAlert from 'lucide-static/icons/circle-alert.svg?raw'
import hourglass from 'lucide-static/icons/hourglass.svg?raw'
import rotate from 'lucide-static/icons/rotate-cw.svg?raw'
import wifiOff from 'lucide-static/icons/wifi-off.svg?raw'
import type { Failure } from '../api/failure.ts'
import { friendlyText } from '../api/friendly-text.ts'
import { isPassing } from '../api/retry-policy.ts'
import { CopyButton } from './copy-button.tsx'
import { Icon } from './icon.tsx'
import { useCountdown } from './use-countdown.ts'

/**
 * Says what went wrong and offers to try again. When the server named a time to wait it counts
 * down and goes on by itself; without a connection it goes on when there is one.
 */
export function FailureNotice(props: {
  readonly failure: Failure
  readonly retry?: (() => void) | undefined
  readonly retryLabel?: string
}) {
  const { failure, retry } = props
  const words = friendlyText(failure)
  const waitMs = isPassing(failure) ? waitOf(failure) : undefined
  const secondsLeft = useCountdown(waitMs, retry)
  useRetryOnceOnline(failure.kind === 'offline', retry)
  return (
    <div class="notice" role="alert" data-tone={toneOf(failure)}>
      <Icon svg={iconOf(failure)} />
      <div class="notice-body">
        <p class="notice-title">{words.title}</p>
        <p>{words.text}</p>
        {retry !== undefined && failure.kind !== 'offline' && (
          <RetryButton retry={retry} label={props.retryLabel} secondsLeft={secondsLeft} />
        )}
        {failure.kind === 'problem' && <SmallPrint {...failure} />}
      </div>
    </div>
  )
}

function RetryButton(props: {
  readonly retry: () => void
  readonly label: string | undefined
  readonly secondsLeft: number
}) {
  if (props.secondsLeft > 0) {
    return (
      <p class="countdown">
        <Icon svg={hourglass} size={16} />
        <span role="timer">Trying again in {props.secondsLeft} s</span>
      </p>
    )
  }
  return (
    <button type="button" class="button button-plain" onClick={props.retry}>
      <Icon svg={rotate} size={16} /> {props.label ?? 'Try again'}
    </button>
  )
}

function SmallPrint(props: { readonly code: string; readonly correlationId: string | undefined }) {
  if (props.correlationId === undefined) return null
  return (
    <p class="small-print">
      <span>
        {props.code} · {props.correlationId}
      </span>
      <CopyButton text={`${props.code} ${props.correlationId}`} what="error id" />
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

function waitOf(failure: Failure): number | undefined {
  if (failure.kind !== 'problem') return undefined
  return failure.retryAfterMs ?? (failure.status === 429 ? 60_000 : undefined)
}

function toneOf(failure: Failure): 'info' | 'warning' | 'danger' {
  if (failure.kind === 'offline') return 'info'
  if (failure.kind !== 'problem' || isPassing(failure)) return 'warning'
  return 'danger'
}

function iconOf(failure: Failure): string {
  return failure.kind === 'offline' ? wifiOff : circleAlert
}
