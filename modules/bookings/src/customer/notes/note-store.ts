import type { DataKey, Place } from '@holdfast/kernel/crypto'
import type { Kysely } from 'kysely'
import type { BookingsTables } from '../../tables.ts'

type Db = Kysely<BookingsTables>

export interface Note {
  readonly id: string
  readonly organisationId: string
  readonly customerId: string
  readonly actorId: string
  readonly text: string
  readonly createdAt: Date
}

/** Keeps a note, sealed under the customer's key. */
export async function insertNote(db: Db, key: DataKey, note: Note): Promise<void> {
  await db
    .insertInto('bookings.customer_note')
    .values({
      id: note.id,
      organisation_id: note.organisationId,
      customer_id: note.customerId,
      actor_id: note.actorId,
      note: key.seal(placeOf(note.id), note.text),
      created_at: note.createdAt,
    })
    .execute()
}

/** All notes about a customer, the newest first. */
export async function notesAbout(
  db: Db,
  key: DataKey,
  customer: { readonly id: string; readonly organisationId: string },
): Promise<readonly Note[]> {
  const rows = await db
    .selectFrom('bookings.customer_note')
    .selectAll()
    .where('organisation_id', '=', customer.organisationId)
    .where('customer_id', '=', customer.id)
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    organisationId: row.organisation_id,
    customerId: row.customer_id,
    actorId: row.actor_id,
    text: key.open(placeOf(row.id), row.note),
    createdAt: row.created_at,
  }))
}

/** Deletes all notes about a customer. */
export async function deleteNotes(
  db: Db,
  customer: { readonly id: string; readonly organisationId: string },
): Promise<void> {
  await db
    .deleteFrom('bookings.customer_note')
    .where('organisation_id', '=', customer.organisationId)
    .where('customer_id', '=', customer.id)
    .execute()
}

function placeOf(noteId: string): Place {
  return { table: 'bookings.customer_note', column: 'note', row: noteId }
}
