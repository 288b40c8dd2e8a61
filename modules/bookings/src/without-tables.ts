import type { Kysely } from 'kysely'
import type { BookingsTables } from './tables.ts'

/** The same connection for another module, which queries tables of its own. */
export function withoutTables(db: Kysely<BookingsTables>): Kysely<unknown> {
  return db as Kysely<unknown> // one database holds every module's schema
}
