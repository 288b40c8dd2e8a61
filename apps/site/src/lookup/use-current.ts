import type { BookingDetail } from '@holdfast/bookings/contract'
import { useCallback, useEffect, useState } from 'preact/hooks'

/** What a change of the booking answered, and looking again when it may have changed since. */
export function useCurrent() {
  const [changed, setChanged] = useState<BookingDetail>()
  const [looks, setLooks] = useState(0)
  const lookAgain = useCallback(() => {
    setChanged(undefined)
    setLooks((looks) => looks + 1)
  }, [])
  useEffect(() => {
    // Back from paying, the page comes as it was left.
    const shown = (event: PageTransitionEvent) => event.persisted && lookAgain()
    // So does a tab that was left open.
    const seen = () => document.hidden || lookAgain()
    addEventListener('pageshow', shown)
    document.addEventListener('visibilitychange', seen)
    return () => {
      removeEventListener('pageshow', shown)
      document.removeEventListener('visibilitychange', seen)
    }
  }, [lookAgain])
  return { changed, setChanged, looks, lookAgain }
}
