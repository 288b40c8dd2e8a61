import { watchLimits } from '@holdfast/ui/rate-limit-banner'
import { RateLimitBanner } from '@holdfast/ui/rate-limit-banner/react'
import { useEffect, useState } from 'react'
import { api } from '../data/api.ts'

const names = { search: 'searches and files', bookingUpdate: 'changes to bookings' }

/** Says how long to wait after too many calls; counts on through a reload. */
export function LimitBanner() {
  const [watch] = useState(() => watchLimits({ events: api, storage: sessionStorage, names }))
  useEffect(() => watch.stop, [watch])
  return <RateLimitBanner watch={watch} />
}
