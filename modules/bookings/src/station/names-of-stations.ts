import type { Kysely } from 'kysely'
import type { BookingsTables } from '../tables.ts'

/**
 * The names of an organisation's stations, by id; what is none of its stations is missing. For
 * other modules, whose connections know nothing of these tables.
 */
export async function namesOfStations(
  connection: Kysely<unknown>,
  organisationId: string,
  stationIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (stationIds.length === 0) return new Map()
  const db = connection as Kysely<BookingsTables> // one database holds every module's schema
  const rows = await db
    .selectFrom('bookings.station')
    .select(['id', 'name'])
    .where('organisation_id', '=', organisationId)
    .where('id', 'in', stationIds)
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
