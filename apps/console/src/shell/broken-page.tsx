import { isCallError } from '@holdfast/client'
import { ErrorBoundary } from '@holdfast/ui/error-boundary/react'
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router'
import { Failure } from '../ui/states/failure.tsx'

/** In the place of a page that broke, or whose data could not be loaded at all. */
export function BrokenPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const retry = () => {
    reset()
    void router.invalidate()
  }
  if (isCallError(error)) return <Failure error={error} retry={retry} />
  return (
    <div className="mx-auto max-w-xl p-6">
      <ErrorBoundary>
        <Thrown error={error} />
      </ErrorBoundary>
    </div>
  )
}

// The boundary gives it an id, and words that say nothing of its inside.
function Thrown({ error }: { readonly error: unknown }): never {
  throw error
}
