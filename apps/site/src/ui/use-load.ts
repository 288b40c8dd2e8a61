import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import type { Failure, Result } from '../api/failure.ts'

/** Something that is read from the API. `value` beside a state is the last known one. */
export type Loaded<Value> =
  | { readonly state: 'loading' | 'slow'; readonly value?: Value | undefined }
  | { readonly state: 'ready'; readonly value: Value }
  | {
      readonly state: 'failed'
      readonly failure: Failure
      readonly retry: () => void
      readonly value?: Value | undefined
    }

const slowAfterMs = 6_000
const freshForMs = 60_000
const remembered = new Map<string, { readonly value: unknown; readonly at: number }>()

/**
 * Reads once per key and remembers the answer for a minute, so going back shows it at once.
 * `undefined` as key reads nothing. A new key aborts the call before it.
 */
export function useLoad<Value>(
  key: string | undefined,
  load: (signal: AbortSignal) => Promise<Result<Value>>,
): Loaded<Value> {
  const [state, setState] = useState<Loaded<Value>>(() => startOf<Value>(key))
  const [attempt, setAttempt] = useState(0)
  const latestLoad = useRef(load)
  latestLoad.current = load
  const retry = useCallback(() => setAttempt((count) => count + 1), [])

  useEffect(() => {
    if (key === undefined) return undefined
    const start = startOf<Value>(key)
    setState((before) => (start.state === 'ready' ? start : { ...start, value: before.value }))
    if (start.state === 'ready') return undefined
    const controller = new AbortController()
    const slow = setTimeout(
      () => setState((before) => ({ state: 'slow', value: before.value })),
      slowAfterMs,
    )
    const read = async () => {
      const result = await latestLoad.current(controller.signal)
      clearTimeout(slow)
      if (controller.signal.aborted) return
      if (result.ok) remembered.set(key, { value: result.value, at: Date.now() })
      setState((before) =>
        result.ok
          ? { state: 'ready', value: result.value }
          : { state: 'failed', failure: result.failure, retry, value: before.value },
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

/** Forgets remembered answers, so that the next look asks again. */
export function forgetLoaded(keyStart: string): void {
  for (const key of remembered.keys()) if (key.startsWith(keyStart)) remembered.delete(key)
}

function startOf<Value>(key: string | undefined): Loaded<Value> {
  const kept = key === undefined ? undefined : remembered.get(key)
  if (kept === undefined || Date.now() - kept.at > freshForMs) return { state: 'loading' }
  // A key names one kind of answer, so what was kept under it has its type.
  return { state: 'ready', value: kept.value as Value }
}
