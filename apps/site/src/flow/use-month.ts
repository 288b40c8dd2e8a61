import { times } from '../api/times.ts'
import { useLoad } from '../ui/use-load.ts'
import { soughtQuery, type Sought } from './sought.ts'

/** The days of a month with their states, for a party and the length of a dinner. */
export function useMonth(sought: Sought, month: string) {
  const params = { id: sought.stationId }
  const query = { month, ...soughtQuery(sought) }
  const key = `calendar ${params.id} ${Object.values(query).join(' ')}`
  return useLoad(key, (options) => times.showCalendar({ params, query }, options))
}
