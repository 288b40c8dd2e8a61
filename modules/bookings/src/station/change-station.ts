import { asBookingsProblem } from '../database-problems.ts'
import type { BookingsContext, BookingsParts, BookingsTransaction } from '../parts.ts'
import { problems } from '../problems.ts'
import { allSlotsChanged } from '../slots/slot-cache.ts'
import { lockStation, saveStation } from './station-store.ts'
import { assertHours, type Station } from './station.ts'

export interface StationChange {
  readonly stationId: string
  /** The versions that somebody looked at, where they said so. */
  readonly seen?: {
    readonly version?: number | undefined
    readonly offerVersion?: number | undefined
  }
  /** The station as it becomes; its version is counted here. */
  readonly change: (before: Station) => Station
}

/**
 * Changes a station for bookings from now on; those that exist keep what they were made with.
 * Free times that were shown are looked at anew. Throws `bookings.outdated` when somebody looked at
 * another version than there is.
 */
export async function changeStation(
  ctx: BookingsContext,
  { stationId, seen = {}, change }: StationChange,
  { cache }: Pick<BookingsParts, 'cache'>,
): Promise<Station> {
  ctx.permit('stations.manage', stationId)
  try {
    return await ctx.transaction(async (tx) => {
      const before = await lockStation(tx.kysely, ctx.actor, stationId)
      assertSeen(seen.version, before.version)
      assertSeen(seen.offerVersion, before.offerVersion)
      const station = { ...change(before), version: before.version + 1 }
      assertHours(station)
      const saved = await saveStation(tx.kysely, station)
      await tell(tx, saved)
      await allSlotsChanged(tx, cache, stationId)
      return saved
    })
  } catch (error) {
    throw asBookingsProblem(error)
  }
}

function tell(tx: BookingsTransaction, { id, version, offerVersion }: Station): Promise<void> {
  return tx.emit('station.changed', { stationId: id, version, offerVersion }, id)
}

function assertSeen(seen: number | undefined, version: number): void {
  if (seen !== undefined && seen !== version) throw problems.outdated({ seen, version })
}
