import { sql, type Kysely } from 'kysely'
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

/** The booking that a lookup means, if both its parts fit. */
export async function findLookedUp(db: Db, lookupId: string): Promise<string | undefined> {
  const found = await db
    .selectFrom('bookings.lookup as l')
    .innerJoin('bookings.booking as b', (join) =>
      join
        .onRef('b.organisation_id', '=', 'l.organisation_id')
        .onRef('b.reference', '=', 'l.reference'),
    )
    .innerJoin('bookings.customer as c', 'c.id', 'b.customer_id')
    .select('b.id')
    .where('l.id', '=', lookupId)
    .where(sql<boolean>`c.email_index = any(l.email_indexes)`)
    .executeTakeFirst()
  return found?.id
}

/** It has been answered. */
export async function deleteLookup(db: Db, lookupId: string): Promise<void> {
  await db.deleteFrom('bookings.lookup').where('id', '=', lookupId).execute()
}

/** Deletes lookups that were made before `before` and never answered. */
export async function deleteOldLookups(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('bookings.lookup').where('created_at', '<', before).execute()
}
