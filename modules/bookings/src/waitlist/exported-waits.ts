import type { DataKey } from '@holdfast/kernel/crypto'
import type { CustomerExport } from '../contract.ts'
import type { BookingsContext, BookingsParts } from '../parts.ts'
import { rowsOnWire } from './entry-on-wire.ts'
import { entryFrom, selectEntries } from './entry-store.ts'
import { openEntry } from './entry.ts'

/** Everything that a customer has waited for, the latest first, as it goes with what is exported. */
export async function exportedWaits(
  ctx: BookingsContext,
  { customerId, key }: { readonly customerId: string; readonly key: DataKey },
  { vault }: Pick<BookingsParts, 'vault'>,
): Promise<CustomerExport['waitlist']> {
  const rows = await selectEntries(ctx.kysely, ctx.actor)
    .where('b.customer_id', '=', customerId)
    .orderBy('b.id', 'desc')
    .execute()
  const entries = rows.map(entryFrom)
  const sealed = new Map(entries.map((entry) => [entry.id, entry.sealed]))
  const waits = await rowsOnWire(ctx.kysely, entries, vault)
  return waits.flatMap((row) => {
    const found = sealed.get(row.id)
    const details = found && openEntry(key, row.id, found)
    return details ? [{ ...row, ...details }] : []
  })
}
