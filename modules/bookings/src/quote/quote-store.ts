import { sql, type Kysely } from 'kysely'
import type { ChosenMenu, Party, Price, Saving, Travel } from '../contract.ts'
import { resourceColumns, within, type Reach } from '../reach/reach.ts'
import type { BookingsTables } from '../tables.ts'

type Db = Kysely<BookingsTables>

/** A promised price with everything that it was made from. */
export interface StoredQuote {
  readonly id: string
  readonly organisationId: string
  readonly stationId: string
  readonly offerVersion: number
  readonly party: Party
  readonly menu: ChosenMenu | null
  readonly travel: Travel | null
  /** Tells whether a place is the one it was made for, without telling which. */
  readonly placeIndex: Buffer | null
  readonly price: Price
  readonly savings: readonly Saving[]
  readonly createdAt: Date
  readonly expiresAt: Date
}

export async function insertQuote(db: Db, quote: StoredQuote): Promise<void> {
  await db
    .insertInto('bookings.quote')
    .values({
      id: quote.id,
      organisation_id: quote.organisationId,
      station_id: quote.stationId,
      offer_version: quote.offerVersion,
      adults: quote.party.adults,
      children: quote.party.children,
      under_six: quote.party.underSix,
      menu: quote.menu && JSON.stringify(quote.menu),
      travel: quote.travel && JSON.stringify(quote.travel),
      place_index: quote.placeIndex,
      price: JSON.stringify(quote.price),
      savings: JSON.stringify(quote.savings),
      created_at: quote.createdAt,
      expires_at: quote.expiresAt,
    })
    .execute()
}

/** One quote, when it is within reach. */
export async function findQuote(
  db: Db,
  reach: Reach,
  id: string,
): Promise<StoredQuote | undefined> {
  const row = await db
    .selectFrom('bookings.quote')
    .selectAll()
    .where(within(reach, resourceColumns))
    .where('id', '=', id)
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      organisationId: row.organisation_id,
      stationId: row.station_id,
      offerVersion: row.offer_version,
      party: { adults: row.adults, children: row.children, underSix: row.under_six },
      menu: row.menu,
      travel: row.travel,
      placeIndex: row.place_index,
      price: row.price,
      savings: row.savings,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
    }
  )
}

/** Forgets these quotes; those that are gone already are no matter. */
export async function deleteQuotes(db: Db, ids: readonly string[]): Promise<void> {
  await db
    .deleteFrom('bookings.quote')
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .execute()
}

/** Forgets quotes that ran out before `at`. */
export async function deleteQuotesBefore(db: Db, at: Date): Promise<void> {
  await db.deleteFrom('bookings.quote').where('expires_at', '<', at).execute()
}
