import { useEffect, useRef, useState } from 'preact/hooks'

/** Whole seconds left until `ms` have passed; runs `onEnd` once at zero. */
export function useCountdown(ms: number | undefined, onEnd?: () => void): number {
  const [left, setLeft] = useState(() => secondsIn(ms))
  const end = useRef(onEnd)
  end.current = onEnd

  useEffect(() => {
    if (ms === undefined) return undefined
    const endsAt = Date.now() + ms
    setLeft(secondsIn(ms))
    const timer = setInterval(() => {
      const now = secondsIn(endsAt - Date.now())
      setLeft(now)
      if (now > 0) return
      clearInterval(timer)
      end.current?.()
    }, 250)
    return () => clearInterval(timer)
  }, [ms])

  return left
}

function secondsIn(ms: number | undefined): number {
  return Math.max(0, Math.ceil((ms ?? 0) / 1000))
}
