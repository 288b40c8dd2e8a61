import { ConnectionStatus } from '@holdfast/ui/connection-status/preact'
import { watchLimits, type LimitWatch } from '@holdfast/ui/rate-limit-banner'
import { RateLimitBanner } from '@holdfast/ui/rate-limit-banner/preact'
import { useEffect, useState } from 'preact/hooks'
import { service } from '../api/service.ts'

/** What concerns the whole page, above the question: limits that were met, and the connection. */
export function Notices() {
  const watch = useLimitWatch()
  return (
    <>
      {watch && <RateLimitBanner watch={watch} />}
      <ConnectionStatus />
    </>
  )
}

// In an effect, because it listens from then on.
function useLimitWatch(): LimitWatch | undefined {
  const [watch, setWatch] = useState<LimitWatch>()
  useEffect(() => {
    const opened = watchLimits({ events: service, storage: tabStorage, names })
    setWatch(opened)
    return () => opened.stop()
  }, [])
  return watch
}

// Guests look at the calendar and at times; they would not call it searching.
const names = { search: 'looks at the calendar' }

// Reading the property throws where storage is forbidden: then, not now.
const tabStorage = {
  getItem: (name: string) => sessionStorage.getItem(name),
  setItem: (name: string, value: string) => sessionStorage.setItem(name, value),
}
