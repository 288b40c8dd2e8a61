import { lockBooking } from '../booking/booking-store.ts'
import { letGoUnlessPaid } from '../hold/expire-hold.ts'
import type { BookingsParts, BookingsTransaction } from '../parts.ts'
import { problems } from '../problems.ts'
import { saveEntry, type StoredEntry } from './entry-store.ts'
import { moveOn } from './states.ts'

export interface EndingWait extends Pick<BookingsParts, 'deposits' | 'cache'> {
  readonly now: Date
  /** Staff say why; sealed for its column. */
  readonly reason?: Buffer
}

/**
 * Takes a locked entry off the list; a time that is being held for it is free again. Throws
 * `bookings.waitIsOver` for one that has ended, also when its deposit has just arrived.
 */
export async function endWait(
  tx: BookingsTransaction,
  entry: StoredEntry,
  { reason, ...parts }: EndingWait,
): Promise<StoredEntry> {
  const left = moveOn(entry, 'left', parts.now)
  if (entry.state === 'offered') await withdrawOffer(tx, entry, { ...parts, isGuest: !reason })
  await saveEntry(tx.kysely, left, reason ? { leftReason: reason } : {})
  const data = { entryId: entry.id, stationId: entry.stationId, version: left.version }
  await tx.emit('waitlist.left', data, entry.id)
  return left
}

async function withdrawOffer(
  tx: BookingsTransaction,
  { id, organisationId }: StoredEntry,
  { isGuest, ...parts }: Omit<EndingWait, 'reason'> & { readonly isGuest: boolean },
): Promise<void> {
  const offered = await tx.kysely
    .selectFrom('bookings.booking')
    .select('id')
    .where('waitlist_entry_id', '=', id)
    .executeTakeFirst()
  const hold = offered && (await lockBooking(tx.kysely, { organisationId }, offered.id))
  if (!hold) return
  // What has become of it is on its way to the entry.
  if (hold.state !== 'pending') throw problems.waitIsOver({ entryId: id, booking: hold.state })
  const by = isGuest ? ({ declined: true } as const) : {}
  const isLetGo = await letGoUnlessPaid(tx, hold, { ...parts, to: 'cancelled', by })
  if (!isLetGo) throw problems.waitIsOver({ entryId: id, booking: 'paid' })
}
