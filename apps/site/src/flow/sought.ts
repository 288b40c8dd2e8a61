import { partySize, type Draft } from './draft.ts'

/** What free days and times are asked for. */
export type Sought = Pick<Draft, 'stationId' | 'durationHours' | 'adults' | 'children' | 'underSix'>

/** As the service is asked. */
export function soughtQuery(sought: Sought) {
  return { partySize: Math.max(1, partySize(sought)), durationHours: sought.durationHours }
}
