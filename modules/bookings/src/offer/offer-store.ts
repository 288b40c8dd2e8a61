import type { Kysely } from 'kysely'
import type { Offer } from '../price/price.ts'
import type { BookingsTables } from '../tables.ts'
import { offerFrom } from './stored-offer.ts'

/** What a station offered at one version, for ever; undefined when there was no such version. */
export async function findOffer(
  db: Kysely<BookingsTables>,
  stationId: string,
  version: number,
): Promise<Offer | undefined> {
  const row = await db
    .selectFrom('bookings.offer')
    .select(['price_list', 'offer'])
    .where('station_id', '=', stationId)
    .where('version', '=', version)
    .executeTakeFirst()
  return row && offerFrom(row)
}
