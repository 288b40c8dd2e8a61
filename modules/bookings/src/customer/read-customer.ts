import { sql, type Kysely, type Selectable } from 'kysely'
import { requestProblems } from '@holdfast/kernel/problems'
import { bookingColumns, within, type Reach } from '../reach/reach.ts'
import type { BookingsTables } from '../tables.ts'

type Db = Kysely<BookingsTables>

/** A customer as stored. Key and address are null once erased. */
export interface StoredCustomer {
  readonly id: string
  readonly organisationId: string
  readonly email: Buffer | null
  readonly dataKey: Buffer | null
  readonly createdAt: Date
  readonly lastBookedAt: Date
  readonly erasedAt: Date | null
}

/**
 * The customer, when one of their bookings is within reach; who is not limited to stations reaches
 * all of the organisation's. Throws `request.notFound`.
 */
export async function findCustomer(db: Db, reach: Reach, id: string): Promise<StoredCustomer> {
  return required(await customerById(db, reach, id).executeTakeFirst())
}

/** `findCustomer` that lets them neither book nor be changed until the transaction ends. */
export async function lockCustomer(db: Db, reach: Reach, id: string): Promise<StoredCustomer> {
  return required(await customerById(db, reach, id).forUpdate('c').executeTakeFirst())
}

function customerById(db: Db, reach: Reach, id: string) {
  const found = db
    .selectFrom('bookings.customer as c')
    .selectAll('c')
    .where('c.organisation_id', '=', reach.organisationId)
    .where('c.id', '=', id)
  if (reach.scope === undefined) return found
  return found.where(
    sql<boolean>`exists (select from bookings.booking b
      where b.customer_id = c.id and ${within(reach, bookingColumns)})`,
  )
}

function required(row: Selectable<BookingsTables['bookings.customer']> | undefined) {
  if (!row) throw requestProblems.notFound()
  return {
    id: row.id,
    organisationId: row.organisation_id,
    email: row.email,
    dataKey: row.data_key,
    createdAt: row.created_at,
    lastBookedAt: row.last_booked_at,
    erasedAt: row.erased_at,
  }
}
