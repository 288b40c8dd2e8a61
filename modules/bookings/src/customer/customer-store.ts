import type { DataKey, Vault } from '@holdfast/kernel/crypto'
import { runPrepared } from '@holdfast/kernel/postgres'
import type { Kysely } from 'kysely'
import type { BookingsTables } from '../tables.ts'
import { emailIndex, emailIndexes } from './contact.ts'
import { emailPlace } from './customer-key.ts'

type Db = Kysely<BookingsTables>

export interface Customer {
  readonly id: string
  readonly dataKey: DataKey
}

export interface CustomerSeen {
  /** Used when the organisation has not met this e-mail address before. */
  readonly newId: string
  readonly organisationId: string
  readonly email: string
  readonly at: Date
  /** False for who only waits: they have not booked now. */
  readonly books?: boolean
}

/**
 * The customer with this e-mail address, created when there is none, and locked until the
 * transaction ends. Two at once for the same new address get the same customer.
 */
export async function keepCustomer(db: Db, vault: Vault, seen: CustomerSeen): Promise<Customer> {
  const row = (await findUnderOlderKey(db, vault, seen)) ?? (await upsert(db, vault, seen))
  return { id: row.id, dataKey: vault.openDataKey(row.id, row.data_key) }
}

// While master keys rotate, a customer may still be indexed under an older one.
async function findUnderOlderKey(db: Db, vault: Vault, seen: CustomerSeen) {
  const [current, ...older] = emailIndexes(vault, seen.email)
  if (current === undefined || older.length === 0) return undefined
  return db
    .updateTable('bookings.customer')
    .set({ email_index: current, ...bookedAt(seen) })
    .where('organisation_id', '=', seen.organisationId)
    .where('email_index', 'in', older)
    .returning(['id', 'data_key'])
    .executeTakeFirst()
}

async function upsert(db: Db, vault: Vault, seen: CustomerSeen) {
  const wrapped = vault.newDataKey(seen.newId)
  const email = vault.openDataKey(seen.newId, wrapped).seal(emailPlace(seen.newId), seen.email)
  const upserting = db
    .insertInto('bookings.customer')
    .values({
      id: seen.newId,
      organisation_id: seen.organisationId,
      email_index: emailIndex(vault, seen.email),
      email,
      data_key: wrapped,
      created_at: seen.at,
      last_booked_at: seen.at,
    })
    .onConflict((conflict) =>
      // Something is set in any case, so that the row is locked and given back.
      conflict
        .columns(['organisation_id', 'email_index'])
        .doUpdateSet({ organisation_id: seen.organisationId, ...bookedAt(seen) }),
    )
    .returning(['id', 'data_key'])
  const [row] = await runPrepared(db, upserting)
  if (!row) throw new Error('a customer was neither made nor found')
  return row
}

function bookedAt({ books = true, at }: CustomerSeen): { readonly last_booked_at?: Date } {
  return books ? { last_booked_at: at } : {}
}
