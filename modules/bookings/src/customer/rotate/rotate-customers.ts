import type { DataKey, Vault } from '@holdfast/kernel/crypto'
import { openDetails } from '../../booking/private-details.ts'
import type { BookingsContext, BookingsTransaction } from '../../parts.ts'
import { openEntry } from '../../waitlist/entry.ts'
import { emailIndex, phoneIndex, venueIndex } from '../contact.ts'
import { emailOf } from '../customer-key.ts'
import {
  isEmailIndexSaved,
  keysBehind,
  lockKey,
  lockPlaces,
  lockWaits,
  saveBookingIndexes,
  saveKey,
  saveWaitIndex,
} from './rotation-store.ts'

/** How far a batch came. */
export interface Rotated {
  readonly seen: number
  readonly rotated: number
  /** Their address is another customer's by now: found by name alone. */
  readonly doubled: number
  /** Where to go on; undefined at the end. */
  readonly after: string | undefined
}

export const rotationBatch = 500

/**
 * Brings the next customers under the current master key: their data key is wrapped anew, their
 * indexes are built anew, each customer in a transaction of their own. No value is sealed again.
 * May be stopped anywhere, run again and run twice at once: what is done is passed over.
 */
export async function rotateCustomers(
  ctx: BookingsContext,
  vault: Vault,
  { after, limit = rotationBatch }: { readonly after?: string | undefined; limit?: number } = {},
): Promise<Rotated> {
  const keys = await keysBehind(ctx.kysely, { after, limit })
  let [rotated, doubled] = [0, 0]
  for (const { id, dataKey } of keys) {
    if (!vault.needsRewrap(dataKey)) continue
    const outcome = await ctx.transaction((tx) => rotateCustomer(tx, vault, id))
    if (outcome !== 'done already') rotated += 1
    if (outcome === 'doubled') doubled += 1
  }
  const isLast = keys.length < limit
  return { seen: keys.length, rotated, doubled, after: isLast ? undefined : keys.at(-1)?.id }
}

async function rotateCustomer(
  tx: BookingsTransaction,
  vault: Vault,
  id: string,
): Promise<'rotated' | 'doubled' | 'done already'> {
  const customer = await lockKey(tx.kysely, id)
  if (!customer?.data_key || !vault.needsRewrap(customer.data_key)) return 'done already'
  const key = vault.openDataKey(id, customer.data_key)
  await saveKey(tx.kysely, id, vault.rewrapDataKey(id, customer.data_key))
  await reindexBookings(tx, vault, { id, key })
  await reindexWaits(tx, vault, { id, key })
  if (customer.email_index === null) return 'rotated'
  const index = emailIndex(vault, emailOf(key, customer))
  if (index.equals(customer.email_index)) return 'rotated'
  return (await isEmailIndexSaved(tx, id, index)) ? 'rotated' : 'doubled'
}

async function reindexBookings(
  tx: BookingsTransaction,
  vault: Vault,
  customer: { readonly id: string; readonly key: DataKey },
): Promise<void> {
  for (const { id, ...sealed } of await lockPlaces(tx.kysely, customer.id)) {
    const { contact, venue } = openDetails(customer.key, id, sealed)
    await saveBookingIndexes(tx.kysely, id, {
      phone: phoneIndex(vault, contact.phone),
      venue: venueIndex(vault, venue),
    })
  }
}

async function reindexWaits(
  tx: BookingsTransaction,
  vault: Vault,
  customer: { readonly id: string; readonly key: DataKey },
): Promise<void> {
  for (const { id, ...sealed } of await lockWaits(tx.kysely, customer.id)) {
    const details = openEntry(customer.key, id, sealed)
    if (details) await saveWaitIndex(tx.kysely, id, phoneIndex(vault, details.contact.phone))
  }
}
