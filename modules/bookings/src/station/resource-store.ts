import { sql, type Kysely } from 'kysely'
import type { Resource } from '../contract.ts'
import { resourceColumns, within, type Reach } from '../reach/reach.ts'
import type { BookingsTables } from '../tables.ts'

/** What a station has, by kind and name; nothing when it is out of reach. */
export async function listResourcesOf(
  db: Kysely<BookingsTables>,
  reach: Reach,
  stationId: string,
): Promise<Resource[]> {
  return db
    .selectFrom('bookings.resource')
    .select(['id', 'station_id as stationId', 'kind', 'name', 'active'])
    .where(within(reach, resourceColumns))
    .where('station_id', '=', stationId)
    .orderBy('kind')
    .orderBy('name')
    .execute()
}

/** A resource, with the zone of its station. */
export type PlacedResource = Resource & { readonly timeZone: string }

/** One resource, when it is within reach. */
export async function findResource(
  db: Kysely<BookingsTables>,
  reach: Reach,
  id: string,
): Promise<PlacedResource | undefined> {
  return resourceById(db, reach, id).executeTakeFirst()
}

/** `findResource` that lets nobody else take or change it until the transaction ends. */
export async function lockResource(
  db: Kysely<BookingsTables>,
  reach: Reach,
  id: string,
): Promise<PlacedResource | undefined> {
  return resourceById(db, reach, id).forNoKeyUpdate('r').executeTakeFirst()
}

function resourceById(db: Kysely<BookingsTables>, reach: Reach, id: string) {
  return db
    .selectFrom('bookings.resource as r')
    .innerJoin('bookings.station as s', 's.id', 'r.station_id')
    .select(['r.id', 'r.station_id as stationId', 'r.kind', 'r.name', 'r.active'])
    .select('s.time_zone as timeZone')
    .where(within(reach, { organisation: 'r.organisation_id', station: 'r.station_id' }))
    .where('r.id', '=', id)
}

/** Whether a booking holds it at any time after `now`. */
export async function isBookedAfter(
  db: Kysely<BookingsTables>,
  resourceId: string,
  now: Date,
): Promise<boolean> {
  const { rows } = await sql`select from bookings.allocation
    where resource_id = ${resourceId} and released_at is null and booking_id is not null
      and occupies && tstzrange(${now}::timestamptz, null, '[)') limit 1`.execute(db)
  return rows.length > 0
}

export async function saveResource(
  db: Kysely<BookingsTables>,
  { id, name, active }: Resource,
): Promise<void> {
  await db.updateTable('bookings.resource').set({ name, active }).where('id', '=', id).execute()
}

export async function insertResource(
  db: Kysely<BookingsTables>,
  resource: Resource & { readonly organisationId: string; readonly createdAt: Date },
): Promise<void> {
  await db
    .insertInto('bookings.resource')
    .values({
      id: resource.id,
      organisation_id: resource.organisationId,
      station_id: resource.stationId,
      kind: resource.kind,
      name: resource.name,
      active: resource.active,
      created_at: resource.createdAt,
    })
    .execute()
}
