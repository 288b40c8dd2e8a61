import { useEffect, useState } from 'react'

const tickMs = 500

/** The time of now in milliseconds, to half a second while something runs. */
export function useTick(isRunning: boolean): number {
  const [nowMs, setNowMs] = useState(() => Date.now())
  useEffect(() => {
    if (!isRunning) return undefined
    const timer = setInterval(() => setNowMs(Date.now()), tickMs)
    return () => clearInterval(timer)
  }, [isRunning])
  return nowMs
}
