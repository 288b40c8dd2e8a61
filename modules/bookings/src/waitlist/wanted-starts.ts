import { capacityOf } from '../allocation/allocation-store.ts'
import { judgeStart } from '../slots/judge-start.ts'
import { relevantSpan, slots, type Capacity, type Slot } from '../slots/slots.ts'
import type { Station } from '../station/station.ts'
import type { Kysely } from 'kysely'
import type { BookingsTables } from '../tables.ts'

/** An evening that somebody would like: any start of it from `earliest` to `latest`. */
export interface Wanted {
  readonly date: string
  readonly earliest: string
  readonly latest: string
  readonly durationHours: number
}

/** What of a station is taken on a day and the night after it. */
export function capacityOn(
  db: Kysely<BookingsTables>,
  station: Station,
  { date, now }: { readonly date: string; readonly now: Date },
): Promise<Capacity> {
  return capacityOf(db, { stationId: station.id, now }, relevantSpan(station, date, date))
}

/**
 * The starts that would do and that the station's rules allow, in order, full ones included. Throws
 * the problem of the rule that refuses the first one when none is left.
 */
export function wantedStarts(
  station: Station,
  wanted: Wanted,
  { capacity, now }: { readonly capacity: Capacity; readonly now: Date },
): readonly Slot[] {
  const { date, durationHours, earliest } = wanted
  const question = { rules: station, capacity, date, durationHours, nowMs: now.getTime() }
  const starts = slots(question).filter(({ time }) => isWithin(wanted, time))
  // Refuses what is closed, too soon or unknown; what it lets pass is not on the grid's window.
  if (starts.length === 0)
    judgeStart(station, { startsAt: { date, time: earliest }, durationHours }, now)
  return starts
}

export function isFree({ state }: Slot): boolean {
  return state !== 'full'
}

function isWithin({ earliest, latest }: Wanted, time: string): boolean {
  return earliest <= time && time <= latest
}
