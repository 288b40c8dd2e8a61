import { settle, type CallError } from '@holdfast/client'
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'

/** Something that is read from the service. `value` beside a state is the last known one. */
export type Loaded<Value> =
  | { readonly state: 'loading' | 'slow'; readonly value?: Value | undefined }
  | { readonly state: 'ready'; readonly value: Value }
  | {
      readonly state: 'failed'
      readonly error: CallError
      readonly retry: () => void
      readonly value?: Value | undefined
    }

/** What a load is called with; the client takes it as it is. */
export interface LoadOptions {
  readonly signal: AbortSignal
  /** What was kept has been shown, and something newer is kept now. */
  readonly onUpdate: () => void
}

const slowAfterMs = 6_000

/**
 * Reads once per key; what the client keeps is shown at once. `undefined` as key reads nothing.
 * A new key aborts the call before it.
 */
export function useLoad<Value>(
  key: string | undefined,
  load: (options: LoadOptions) => Promise<Value>,
): Loaded<Value> {
  const [state, setState] = useState<Loaded<Value>>({ state: 'loading' })
  const [attempt, setAttempt] = useState(0)
  const latestLoad = useRef(load)
  latestLoad.current = load
  const retry = useCallback(() => setAttempt((count) => count + 1), [])

  useEffect(() => {
    if (key === undefined) return undefined
    setState((before) => ({ state: 'loading', value: before.value }))
    const controller = new AbortController()
    const { signal } = controller
    const slow = setTimeout(
      () => setState((before) => ({ state: 'slow', value: before.value })),
      slowAfterMs,
    )
    const onUpdate = () => void read()
    const read = async () => {
      const result = await settle(latestLoad.current({ signal, onUpdate }))
      clearTimeout(slow)
      if (signal.aborted) return
      setState((before) =>
        result.ok
          ? { state: 'ready', value: result.value }
          : { state: 'failed', error: result.error, retry, value: before.value },
      )
    }
    void read()
    return () => {
      clearTimeout(slow)
      controller.abort()
    }
  }, [key, attempt, retry])

  return state
}
