import { databaseError } from '@holdfast/kernel/postgres'
import type { Kysely, Selectable } from 'kysely'
import type { BookingsTables } from '../../tables.ts'

type Db = Kysely<BookingsTables>

/** The next customers of all organisations, by id, who have a key. */
export async function keysBehind(
  db: Db,
  { after, limit }: { readonly after: string | undefined; readonly limit: number },
): Promise<readonly { readonly id: string; readonly dataKey: Buffer }[]> {
  let keys = db
    .selectFrom('bookings.customer')
    .select(['id', 'data_key'])
    .where('data_key', 'is not', null)
    .orderBy('id')
    .limit(limit)
  if (after !== undefined) keys = keys.where('id', '>', after)
  const rows = await keys.execute()
  return rows.flatMap(({ id, data_key: dataKey }) => (dataKey ? [{ id, dataKey }] : []))
}

/** One customer, whom nobody else changes until the transaction ends. */
export function lockKey(
  db: Db,
  id: string,
): Promise<Selectable<BookingsTables['bookings.customer']> | undefined> {
  return db
    .selectFrom('bookings.customer')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

export async function saveKey(db: Db, id: string, dataKey: Buffer): Promise<void> {
  await db
    .updateTable('bookings.customer')
    .set({ data_key: dataKey })
    .where('id', '=', id)
    .execute()
}

/** What of their bookings the indexes are made from; nobody changes them meanwhile. */
export function lockPlaces(db: Db, customerId: string) {
  return db
    .selectFrom('bookings.booking')
    .select(['id', 'contact', 'venue', 'allergens', 'special_requests', 'cancel_reason'])
    .where('customer_id', '=', customerId)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
}

export async function saveBookingIndexes(
  db: Db,
  id: string,
  indexes: { readonly phone: Buffer; readonly venue: Buffer },
): Promise<void> {
  await db
    .updateTable('bookings.booking')
    .set({ phone_index: indexes.phone, venue_index: indexes.venue })
    .where('id', '=', id)
    .execute()
}

/** What of their waits the index is made from; nobody changes them meanwhile. */
export function lockWaits(db: Db, customerId: string) {
  return db
    .selectFrom('bookings.waitlist_entry')
    .select(['id', 'contact', 'venue'])
    .where('customer_id', '=', customerId)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
}

export async function saveWaitIndex(db: Db, id: string, phone: Buffer): Promise<void> {
  await db
    .updateTable('bookings.waitlist_entry')
    .set({ phone_index: phone })
    .where('id', '=', id)
    .execute()
}

/** False when another customer has this address by now: a process did not know the new key. */
export async function isEmailIndexSaved(
  tx: { nested<T>(work: (inner: { readonly kysely: Db }) => Promise<T>): Promise<T> },
  id: string,
  index: Buffer,
): Promise<boolean> {
  try {
    await tx.nested(({ kysely }) =>
      kysely
        .updateTable('bookings.customer')
        .set({ email_index: index })
        .where('id', '=', id)
        .execute(),
    )
    return true
  } catch (error) {
    if (databaseError(error)?.constraint === 'customer_email') return false
    throw error
  }
}
