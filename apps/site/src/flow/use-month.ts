import { service } from '../api/service.ts'
import { useLoad } from '../ui/use-load.ts'
import { partySize, type Draft } from './draft.ts'

/** The days of a month with their states, for the party and the length of a draft. */
export function useMonth(draft: Draft, month: string) {
  const params = { id: draft.stationId }
  const query = {
    month,
    partySize: Math.max(1, partySize(draft)),
    durationHours: draft.durationHours,
  }
  const key = `calendar ${params.id} ${Object.values(query).join(' ')}`
  return useLoad(key, (options) => service.bookings.showCalendar({ params, query }, options))
}
