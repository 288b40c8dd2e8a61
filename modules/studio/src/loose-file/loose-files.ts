import type { Kysely } from 'kysely'
import type { StudioTables } from '../tables.ts'

type Db = { readonly kysely: Kysely<StudioTables> }

const dayMs = 24 * 3_600_000

/**
 * Notes a file before its first byte is written, so that it is found when this process dies. It
 * belongs to something once `adoptLooseFiles` took the note away, and is removed otherwise.
 */
export async function noteLooseFiles(db: Db, keys: readonly string[], now: Date): Promise<void> {
  if (keys.length === 0) return
  const dueAt = new Date(now.getTime() + dayMs)
  await db.kysely
    .insertInto('studio.loose_file')
    .values(keys.map((key) => ({ key, since: now, due_at: dueAt })))
    .execute()
}

/**
 * In the transaction that makes files belong to something. Throws when one of them was waited for
 * so long that it may have been removed.
 */
export async function adoptLooseFiles(tx: Db, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  const { numDeletedRows } = await tx.kysely
    .deleteFrom('studio.loose_file')
    .where('key', 'in', keys)
    .executeTakeFirstOrThrow()
  if (Number(numDeletedRows) !== keys.length) throw new Error('A file was no longer noted')
}

/** Says that nobody will adopt these any more. Those that belong to something stay. */
export async function giveUpLooseFiles(db: Db, keys: readonly string[], now: Date): Promise<void> {
  if (keys.length === 0) return
  await db.kysely
    .updateTable('studio.loose_file')
    .set({ due_at: now })
    .where('key', 'in', keys)
    .execute()
}

/** In the transaction in which files stop to belong to anything: the next sweep removes them. */
export async function releaseFiles(tx: Db, keys: readonly string[], now: Date): Promise<void> {
  if (keys.length === 0) return
  await tx.kysely
    .insertInto('studio.loose_file')
    .values(keys.map((key) => ({ key, since: now, due_at: now })))
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ due_at: now }))
    .execute()
}
