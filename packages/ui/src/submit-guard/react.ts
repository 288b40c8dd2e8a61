import { useState } from 'react'
import { useFollowed } from '../followed/react.ts'
import { createSingleFlight } from './single-flight.ts'

/** What a form submits with. A tap while it runs, or the second of a double tap, does nothing. */
export function useSubmitGuard<Args extends readonly unknown[], Result>(
  action: (...args: Args) => Promise<Result>,
): {
  readonly isBusy: boolean
  /** Undefined when the tap was ignored. */
  readonly submit: (...args: Args) => Promise<Result> | undefined
} {
  const [flight] = useState(createSingleFlight)
  const isBusy = useFollowed(flight)
  return { isBusy, submit: (...args) => flight.run(() => action(...args)) }
}
