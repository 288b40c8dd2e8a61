import { useEffect, useRef } from 'preact/hooks'
import circleAlert from 'lucide-static/icons/circle-alert.svg?raw'
import hourglass from 'lucide-static/icons/hourglass.svg?raw'
import rotate from 'lucide-static/icons/rotate-cw.svg?raw'
import wifiOff from 'lucide-static/icons/wifi-off.svg?raw'
import type { Failure } from '../api/failure.ts'
import { friendlyText, type FriendlyText } from '../api/friendly-text.ts'
import { askedToWait, isPassing } from '../api/retry-policy.ts'
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
  /** When a button nearby already sends again, only the countdown is shown. */
  readonly hasOwnButton?: boolean
  /** Where the place says more than the failure does. */
  readonly words?: FriendlyText | undefined
}) {
  const { failure, retry } = props
  const words = props.words ?? friendlyText(failure)
  const secondsLeft = useCountdown(askedToWait(failure), retry)
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), [])
  useRetryOnceOnline(failure.kind === 'offline', retry)
  return (
    <div class="notice" role="alert" data-tone={toneOf(failure)} ref={place}>
      <Icon svg={iconOf(failure)} />
      <div class="notice-body">
        <p class="notice-title">{words.title}</p>
        <p>{words.text}</p>
        {retry !== undefined && failure.kind !== 'offline' && (
          <RetryButton
            retry={retry}
            secondsLeft={secondsLeft}
            isHidden={props.hasOwnButton ?? false}
          />
        )}
        {failure.kind === 'problem' && <SmallPrint {...failure} />}
      </div>
    </div>
  )
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

function toneOf(failure: Failure): 'info' | 'warning' | 'danger' {
  if (failure.kind === 'offline') return 'info'
  if (failure.kind !== 'problem' || isPassing(failure)) return 'warning'
  return 'danger'
}

function iconOf(failure: Failure): string {
  return failure.kind === 'offline' ? wifiOff : circleAlert
}
