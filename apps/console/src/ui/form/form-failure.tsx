import type { CallError, LimitedError } from '@holdfast/client'
import { useEffect, useRef, useState } from 'react'
import { Notice } from '../notice.tsx'
import { ErrorId } from '../states/error-id.tsx'
import { limitTitle } from '../states/limit-words.ts'
import { useTellLimit } from '../states/told-limits.ts'
import { useCountdown } from '../states/use-countdown.ts'
import { WaitLeft } from '../states/wait-left.tsx'

/** Why a form was not accepted, above its button. A wait counts down and ends by itself. */
export function FormFailure({ failure }: { readonly failure: CallError | undefined }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (failure !== undefined) place.current?.scrollIntoView({ block: 'nearest' })
  }, [failure])
  return (
    <div ref={place} role="alert" className="empty:hidden">
      {failure?.kind === 'limited' && <Wait key={failure.correlationId} failure={failure} />}
      {failure !== undefined && failure.kind !== 'limited' && <Refused failure={failure} />}
    </div>
  )
}

function Refused({ failure }: { readonly failure: CallError }) {
  return (
    <Notice tone={isPassing(failure) ? 'warning' : 'danger'} title={failure.friendly.title}>
      <p className="text-soft">{failure.friendly.text}</p>
      {failure.kind === 'problem' && failure.status >= 500 && (
        <ErrorId code={failure.code} id={failure.correlationId} />
      )}
    </Notice>
  )
}

function Wait({ failure }: { readonly failure: LimitedError }) {
  const [isOver, setOver] = useState(false)
  return isOver ? (
    <p className="text-soft">You can try again now.</p>
  ) : (
    <Counting failure={failure} onEnd={() => setOver(true)} />
  )
}

interface CountingProps {
  readonly failure: LimitedError
  readonly onEnd: () => void
}

function Counting({ failure, onEnd }: CountingProps) {
  const left = useCountdown(failure.retryAfterMs, onEnd)
  useTellLimit()
  return (
    <Notice tone="warning" title={limitTitle(failure)}>
      <p className="text-soft">
        You can try again in <WaitLeft seconds={left} />. What you typed stays here.
      </p>
    </Notice>
  )
}

function isPassing({ kind }: CallError): boolean {
  return kind === 'network' || kind === 'timeout'
}
