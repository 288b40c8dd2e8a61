import { watchLimits } from '@holdfast/ui/rate-limit-banner'
import { RateLimitBanner } from '@holdfast/ui/rate-limit-banner/react'
import { useEffect, useState } from 'react'
import { limitEvents } from '../data/create-api.ts'
import { useIsLimitTold } from '../ui/states/told-limits.ts'

const names = {
  search: 'searches and files',
  bookingUpdate: 'changes to bookings',
  ownPassword: 'tries with your password',
  secondFactor: 'tries with a code',
}

/**
 * Says how long to wait after too many calls; counts on through a reload. Silent while the place
 * that met the limit says it.
 */
export function LimitBanner() {
  const [watch] = useState(() =>
    watchLimits({ events: limitEvents, storage: sessionStorage, names }),
  )
  const isTold = useIsLimitTold()
  useEffect(() => watch.stop, [watch])
  return (
    <div className="contents" hidden={isTold}>
      <RateLimitBanner watch={watch} />
    </div>
  )
}
