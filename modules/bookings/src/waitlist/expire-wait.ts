import type { BookingsTransaction } from '../parts.ts'
import { lockEntry, saveEntry } from './entry-store.ts'
import { moveOn } from './states.ts'

/** Ends a wait in which nothing became free in time. Called early, late or again it does nothing wrong. */
export async function expireWait(
  tx: BookingsTransaction,
  { entryId, organisationId, now }: { entryId: string; organisationId: string; now: Date },
): Promise<void> {
  const entry = await lockEntry(tx.kysely, { organisationId }, entryId)
  if (entry?.state !== 'waiting' || entry.endsAt > now) return
  const expired = moveOn(entry, 'expired', now)
  await saveEntry(tx.kysely, expired)
  const data = { entryId, stationId: entry.stationId, version: expired.version }
  await tx.emit('waitlist.expired', data, entryId)
}
