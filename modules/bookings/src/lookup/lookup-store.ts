import type { Kysely } from 'kysely'
import type { BookingsTables } from '../tables.ts'

type Db = Kysely<BookingsTables>

export interface Lookup {
  readonly id: string
  readonly organisationId: string
  /** Absent when what was typed can not be a reference. */
  readonly reference: string | undefined
  readonly emailIndexes: readonly Buffer[]
  readonly createdAt: Date
}

export async function insertLookup(db: Db, lookup: Lookup): Promise<void> {
  await db
    .insertInto('bookings.lookup')
    .values({
      id: lookup.id,
      organisation_id: lookup.organisationId,
      reference: lookup.reference ?? null,
      email_indexes: [...lookup.emailIndexes],
      created_at: lookup.createdAt,
    })
    .execute()
}

/** The booking that a lookup means, if both its parts fit. The lookup is deleted either way. */
export async function takeLookup(db: Db, lookupId: string): Promise<string | undefined> {
  const lookup = await db
    .deleteFrom('bookings.lookup')
    .where('id', '=', lookupId)
    .returning(['organisation_id', 'reference', 'email_indexes'])
    .executeTakeFirst()
  if (!lookup?.reference) return undefined
  const found = await db
    .selectFrom('bookings.booking as b')
    .innerJoin('bookings.customer as c', 'c.id', 'b.customer_id')
    .select('b.id')
    .where('b.organisation_id', '=', lookup.organisation_id)
    .where('b.reference', '=', lookup.reference)
    .where('c.email_index', 'in', lookup.email_indexes)
    .executeTakeFirst()
  return found?.id
}

/** Deletes lookups that were made before `before` and never answered. */
export async function deleteOldLookups(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('bookings.lookup').where('created_at', '<', before).execute()
}
