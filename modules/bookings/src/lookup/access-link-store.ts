import type { Kysely } from 'kysely'
import type { BookingsTables } from '../tables.ts'

type Db = Kysely<BookingsTables>

export interface AccessLink {
  readonly id: string
  readonly bookingId: string
  readonly tokenHash: Buffer
  /** True for a link that works a single time. */
  readonly once: boolean
  readonly expiresAt: Date
  readonly createdAt: Date
}

/** Keeps a link. The same token again is the same link. */
export async function insertAccessLink(db: Db, link: AccessLink): Promise<void> {
  await db
    .insertInto('bookings.access_link')
    .values({
      id: link.id,
      booking_id: link.bookingId,
      token_hash: link.tokenHash,
      once: link.once,
      expires_at: link.expiresAt,
      created_at: link.createdAt,
    })
    .onConflict((conflict) => conflict.column('token_hash').doNothing())
    .execute()
}

/**
 * The booking that a link opens, marked as used in the same statement: of two at once with a
 * link that works once, one gets it. `undefined` for a link that is unknown, expired or used.
 */
export async function useAccessLink(
  db: Db,
  use: { readonly organisationId: string; readonly tokenHash: Buffer; readonly at: Date },
): Promise<string | undefined> {
  const row = await db
    .updateTable('bookings.access_link as l')
    .from('bookings.booking as b')
    .set({ used_at: use.at })
    .whereRef('b.id', '=', 'l.booking_id')
    .where('b.organisation_id', '=', use.organisationId)
    .where('l.token_hash', '=', use.tokenHash)
    .where('l.expires_at', '>', use.at)
    .where((where) => where.or([where('l.once', '=', false), where('l.used_at', 'is', null)]))
    .returning('l.booking_id')
    .executeTakeFirst()
  return row?.booking_id
}

/** Deletes links that expired before `before`. */
export async function deleteExpiredLinks(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('bookings.access_link').where('expires_at', '<', before).execute()
}
