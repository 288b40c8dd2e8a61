import { Unplug } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useLiveStatus } from '../data/live/live-status.ts'

/** A restart of the service, or a train in a tunnel, is over before: nobody needs to know. */
const patienceMs = 10_000

/** Says that pages no longer change by themselves, once that has lasted; quiet otherwise. */
export function LiveNotice() {
  const isLost = useLiveStatus() !== 'open'
  return <div role="status">{isLost && <Lasting />}</div>
}

function Lasting() {
  const [isTold, setIsTold] = useState(false)
  useEffect(() => {
    // Being offline is said already.
    const timer = setTimeout(() => setIsTold(navigator.onLine), patienceMs)
    return () => clearTimeout(timer)
  }, [])
  if (!isTold) return null
  return (
    <p className="hf-connection-words" data-tone="info">
      <Unplug aria-hidden className="size-4 shrink-0" />
      Pages do not change by themselves at the moment. They are looked at again every minute.
    </p>
  )
}
