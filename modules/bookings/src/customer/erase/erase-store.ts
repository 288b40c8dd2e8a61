import { sql, type Kysely } from 'kysely'
import type { BookingsTables } from '../../tables.ts'
import type { StoredCustomer } from '../read-customer.ts'

type Db = Kysely<BookingsTables>
type Whose = Pick<StoredCustomer, 'id' | 'organisationId'>

/** Destroys the key of a customer: what was sealed under it stays closed for ever. */
export async function destroyKey(db: Db, { id, organisationId }: Whose, at: Date): Promise<void> {
  await db
    .updateTable('bookings.customer')
    .set({ data_key: null, email: null, email_index: null, erased_at: at })
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .execute()
}

/** Takes from their bookings what names them or finds them. Times, guests and prices stay. */
export async function blankBookings(db: Db, { id, organisationId }: Whose): Promise<void> {
  await db
    .updateTable('bookings.booking')
    .set({
      reference: null,
      name: null,
      phone_index: null,
      venue_index: null,
      contact: null,
      venue: null,
      allergens: null,
      special_requests: null,
      cancel_reason: null,
    })
    .where('organisation_id', '=', organisationId)
    .where('customer_id', '=', id)
    .execute()
}

/** Deletes the mailed links to their bookings. */
export async function deleteLinks(db: Db, bookingIds: readonly string[]): Promise<void> {
  await db
    .deleteFrom('bookings.access_link')
    .where(sql<boolean>`booking_id = any(${[...bookingIds]}::uuid[])`)
    .execute()
}

/** Deletes what asks for a link by one of their references or addresses. */
export async function deleteLookupsOf(
  db: Db,
  {
    organisationId,
    references,
    emailIndexes,
  }: {
    readonly organisationId: string
    readonly references: readonly string[]
    readonly emailIndexes: readonly Buffer[]
  },
): Promise<void> {
  await db
    .deleteFrom('bookings.lookup')
    .where('organisation_id', '=', organisationId)
    .where(
      sql<boolean>`(reference = any(${[...references]}::text[])
        or email_indexes && ${[...emailIndexes]}::bytea[])`,
    )
    .execute()
}

/**
 * Takes from their waits what names them or finds them, and ends those that are open: nobody can be
 * offered a time any more.
 */
export async function blankWaits(db: Db, { id, organisationId }: Whose, at: Date): Promise<void> {
  await db
    .updateTable('bookings.waitlist_entry')
    .set((entry) => ({
      name: null,
      phone_index: null,
      contact: null,
      venue: null,
      left_reason: null,
      state: sql<'left'>`case when state in ('waiting', 'offered') then 'left' else state end`,
      version: entry('version', '+', 1),
      changed_at: at,
    }))
    .where('organisation_id', '=', organisationId)
    .where('customer_id', '=', id)
    .execute()
}
