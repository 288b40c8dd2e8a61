import { sql, type Kysely } from 'kysely'
import type { TimeOff } from '../contract.ts'
import { resourceColumns, within, type Reach } from '../reach/reach.ts'
import type { BookingsTables } from '../tables.ts'

type Db = Kysely<BookingsTables>

export interface StoredTimeOff {
  readonly id: string
  readonly organisationId: string
  readonly stationId: string
  readonly resourceId: string
  readonly kind: string
  readonly startsAt: Date
  readonly endsAt: Date
}

/**
 * Writes time off, and holds its resource by an allocation: whichever comes second, a booking or
 * this, is refused by the constraint on allocations.
 */
export async function insertTimeOff(
  db: Db,
  timeOff: StoredTimeOff,
  { allocationId, at }: { readonly allocationId: string; readonly at: Date },
): Promise<void> {
  const { id, stationId, resourceId, kind, startsAt, endsAt } = timeOff
  const place = { station_id: stationId, resource_id: resourceId, kind }
  await db
    .insertInto('bookings.time_off')
    .values({
      id,
      ...place,
      organisation_id: timeOff.organisationId,
      starts_at: startsAt,
      ends_at: endsAt,
      created_at: at,
    })
    .execute()
  const occupies = sql<string>`tstzrange(${startsAt}::timestamptz, ${endsAt}::timestamptz, '[)')`
  await db
    .insertInto('bookings.allocation')
    .values({ id: allocationId, booking_id: null, time_off_id: id, ...place, occupies })
    .execute()
}

export interface TimeOffSought {
  readonly stationId?: string | undefined
  readonly resourceId?: string | undefined
  readonly from?: Date | undefined
  readonly to?: Date | undefined
}

const most = 500

/** The soonest first. */
export async function findTimeOff(
  db: Db,
  reach: Reach,
  { stationId, resourceId, from, to }: TimeOffSought,
): Promise<TimeOff[]> {
  const rows = await db
    .selectFrom('bookings.time_off')
    .selectAll()
    .where(within(reach, resourceColumns))
    .$if(stationId !== undefined, (query) => query.where('station_id', '=', stationId ?? ''))
    .$if(resourceId !== undefined, (query) => query.where('resource_id', '=', resourceId ?? ''))
    .$if(from !== undefined, (query) => query.where('ends_at', '>', from ?? new Date(0)))
    .$if(to !== undefined, (query) => query.where('starts_at', '<', to ?? new Date(0)))
    .orderBy('starts_at')
    .orderBy('id')
    .limit(most)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    stationId: row.station_id,
    resourceId: row.resource_id,
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
  }))
}

/** Deletes time off with its allocation, and tells where it was; undefined when there is none. */
export async function deleteTimeOff(db: Db, reach: Reach, id: string) {
  return db
    .deleteFrom('bookings.time_off')
    .where(within(reach, resourceColumns))
    .where('id', '=', id)
    .returning(['station_id as stationId', 'resource_id as resourceId'])
    .returning(['starts_at as startsAt', 'ends_at as endsAt'])
    .executeTakeFirst()
}
