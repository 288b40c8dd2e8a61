import { useEffect, useState } from 'react'
import { usualDelayMs } from './usual-delay.ts'

/** The value once it has been still for `ms`. */
export function useDebounced<Value>(value: Value, ms = usualDelayMs): Value {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(() => value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return settled
}
