import { isCallError, type CallError, type LimitedError } from '@holdfast/client'
import { CircleAlert, Hourglass, RotateCw, SearchX, WifiOff } from 'lucide-react'
import { useEffect, type ReactNode } from 'react'
import { Button } from '../button.tsx'
import { ErrorId } from './error-id.tsx'
import { StateFrame } from './state-frame.tsx'
import { limitTitle } from './limit-words.ts'
import { useTellLimit } from './told-limits.ts'
import { useCountdown } from './use-countdown.ts'
import { WaitLeft } from './wait-left.tsx'

interface FailureProps {
  readonly error: unknown
  readonly retry: () => void
  /** Where the place knows better what is missing. */
  readonly notFound?: ReactNode
  /** Who may see it, and who can change that. */
  readonly forbidden?: ReactNode
}

/**
 * What stands where something could not be loaded: what happened, what to do, and the id. A limit
 * counts down and goes on by itself, a lost connection goes on when it is back.
 */
export function Failure({ error, retry, notFound, forbidden }: FailureProps) {
  if (!isCallError(error)) throw error
  if (error.kind === 'problem' && error.status === 404 && notFound) return notFound
  if (error.kind === 'problem' && error.status === 403 && forbidden) return forbidden
  if (error.kind === 'limited') return <Limited error={error} retry={retry} />
  if (error.kind === 'network' && error.isOffline) return <Offline error={error} retry={retry} />
  return <Broken error={error} retry={retry} />
}

interface KindProps {
  readonly error: CallError
  readonly retry: () => void
}

function Broken({ error, retry }: KindProps) {
  const isMissing = error.kind === 'problem' && error.status === 404
  return (
    <StateFrame
      role="alert"
      Icon={isMissing ? SearchX : CircleAlert}
      title={error.friendly.title}
      text={error.friendly.text}
    >
      {!isMissing && (
        <Button onClick={retry}>
          <RotateCw aria-hidden /> Try again
        </Button>
      )}
      <ErrorId code={error.kind === 'problem' ? error.code : undefined} id={error.correlationId} />
    </StateFrame>
  )
}

function Offline({ error, retry }: KindProps) {
  useEffect(() => {
    addEventListener('online', retry)
    return () => removeEventListener('online', retry)
  }, [retry])
  return (
    <StateFrame
      role="alert"
      Icon={WifiOff}
      title={error.friendly.title}
      text="This goes on by itself as soon as there is a connection."
    />
  )
}

interface LimitedProps {
  readonly error: LimitedError
  readonly retry: () => void
}

function Limited({ error, retry }: LimitedProps) {
  const left = useCountdown(error.retryAfterMs, retry)
  useTellLimit()
  return (
    <StateFrame
      role="alert"
      Icon={Hourglass}
      title={limitTitle(error)}
      text={
        <>
          This goes on by itself in <WaitLeft seconds={left} />.
        </>
      }
    />
  )
}
