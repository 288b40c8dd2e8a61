import { useEffect, useState } from 'react'

/** Whole seconds left of a wait; calls `onEnd` once when it is over. */
export function useCountdown(waitMs: number | undefined, onEnd: () => void): number {
  const [endsAt] = useState(() => (waitMs === undefined ? 0 : Date.now() + waitMs))
  const [now, setNow] = useState(() => Date.now())
  const left = Math.max(0, Math.ceil((endsAt - now) / 1000))
  const isWaiting = waitMs !== undefined
  useEffect(() => {
    if (!isWaiting) return undefined
    const timer = setInterval(() => setNow(Date.now()), 250)
    return () => clearInterval(timer)
  }, [isWaiting])
  const isOver = isWaiting && left === 0
  useEffect(() => {
    if (isOver) onEnd()
    // The end comes once, whatever function is given by then.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [isOver])
  return left
}
