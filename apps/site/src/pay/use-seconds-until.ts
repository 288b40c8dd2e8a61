import { useEffect, useRef, useState } from 'preact/hooks'
import { serverNow } from '../api/server-clock.ts'

const tickMs = 250

/**
 * Whole seconds until an instant, on the clock of the service. Runs `onEnd` each time that zero is
 * reached: when the clock is set right after an answer, there may be time again.
 */
export function useSecondsUntil(instant: string, onEnd: () => void): number {
  const [left, setLeft] = useState(() => secondsUntil(instant))
  const end = useRef(onEnd)
  end.current = onEnd

  useEffect(() => {
    let before = Number.POSITIVE_INFINITY
    const tick = () => {
      const now = secondsUntil(instant)
      setLeft(now)
      if (now === 0 && before > 0) end.current()
      before = now
    }
    tick()
    const timer = setInterval(tick, tickMs)
    return () => clearInterval(timer)
  }, [instant])

  return left
}

function secondsUntil(instant: string): number {
  return Math.max(0, Math.ceil((Date.parse(instant) - serverNow()) / 1000))
}
