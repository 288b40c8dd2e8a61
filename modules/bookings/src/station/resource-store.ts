import type { Kysely } from 'kysely'
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
