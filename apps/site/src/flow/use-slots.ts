import { times } from '../api/times.ts'
import { useLoad } from '../ui/use-load.ts'
import { soughtQuery, type Sought } from './sought.ts'

/** The starts of a day, for a party and the length of a dinner. */
export function useSlots(sought: Sought, date: string) {
  const params = { id: sought.stationId }
  const query = { date, ...soughtQuery(sought) }
  return useLoad(`slots ${params.id} ${Object.values(query).join(' ')}`, (options) =>
    times.listSlots({ params, query }, options),
  )
}
