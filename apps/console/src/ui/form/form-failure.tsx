import type { CallError } from '@holdfast/client'
import { useEffect, useRef } from 'react'
import { Notice } from '../notice.tsx'
import { ErrorId } from '../states/error-id.tsx'

/** Why a form was not accepted, above its button. */
export function FormFailure({ failure }: { readonly failure: CallError | undefined }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (failure !== undefined) place.current?.scrollIntoView({ block: 'nearest' })
  }, [failure])
  return (
    <div ref={place} role="alert" className="empty:hidden">
      {failure !== undefined && (
        <Notice tone={isPassing(failure) ? 'warning' : 'danger'} title={failure.friendly.title}>
          <p className="text-soft">{failure.friendly.text}</p>
          {failure.kind === 'problem' && failure.status >= 500 && (
            <ErrorId code={failure.code} id={failure.correlationId} />
          )}
        </Notice>
      )}
    </div>
  )
}

function isPassing({ kind }: CallError): boolean {
  return kind === 'limited' || kind === 'network' || kind === 'timeout'
}
