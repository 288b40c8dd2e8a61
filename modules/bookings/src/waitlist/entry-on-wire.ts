import type { Vault } from '@holdfast/kernel/crypto'
import { sql, type Kysely } from 'kysely'
import { partySize } from '../booking/booking.ts'
import type { WaitlistRow } from '../contract.ts'
import type { BookingsTables } from '../tables.ts'
import type { StoredEntry } from './entry-store.ts'
import { openLeftReason } from './entry.ts'

type Db = Kysely<BookingsTables>

/** What somebody waits for: no personal data. */
export function wantedOnWire(entry: StoredEntry) {
  const { stationId, stationName, timeZone, date, earliest, latest, durationHours } = entry
  return { stationId, stationName, timeZone, date, earliest, latest, durationHours }
}

/** Entries as staff see them, with what each was offered. */
export async function rowsOnWire(
  db: Db,
  entries: readonly StoredEntry[],
  vault: Pick<Vault, 'openDataKey'>,
): Promise<WaitlistRow[]> {
  const offers = await offersTo(db, entries)
  return entries.map((entry) => {
    const { id, customerId, name, state, party, correlationId, version } = entry
    const offer = offers.get(id)
    return {
      ...wantedOnWire(entry),
      id,
      customerId,
      name,
      state,
      party,
      partySize: partySize(party),
      ...(offer ? { offer } : {}),
      ...reasonOf(entry, vault),
      endsAt: entry.endsAt.toISOString(),
      createdAt: entry.createdAt.toISOString(),
      changedAt: entry.changedAt.toISOString(),
      correlationId,
      version,
    }
  })
}

function reasonOf(
  { id, customerId, customerKey, leftReason }: StoredEntry,
  vault: Pick<Vault, 'openDataKey'>,
): { readonly reason?: string } {
  if (!leftReason || !customerKey) return {}
  return { reason: openLeftReason(vault.openDataKey(customerId, customerKey), id, leftReason) }
}

async function offersTo(db: Db, entries: readonly StoredEntry[]) {
  const ids = entries.flatMap(({ id, state }) => (hasHadOffer.has(state) ? [id] : []))
  if (ids.length === 0) return new Map<string, NonNullable<WaitlistRow['offer']>>()
  const rows = await db
    .selectFrom('bookings.booking')
    .select(['waitlist_entry_id', 'id', 'reference', 'state', 'wall_date', 'hold_expires_at'])
    .select(sql<string>`to_char(wall_time, 'HH24:MI')`.as('wall_clock'))
    .where('waitlist_entry_id', 'in', ids)
    .execute()
  return new Map(
    rows.map((row) => [
      row.waitlist_entry_id ?? '',
      {
        bookingId: row.id,
        reference: row.reference ?? '',
        state: row.state,
        date: row.wall_date,
        time: row.wall_clock,
        ...(row.hold_expires_at ? { heldUntil: row.hold_expires_at.toISOString() } : {}),
      },
    ]),
  )
}

const hasHadOffer: ReadonlySet<string> = new Set(['offered', 'booked', 'passed', 'left'])
