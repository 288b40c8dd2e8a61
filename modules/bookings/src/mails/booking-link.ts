import { hashToken, type Vault } from '@holdfast/kernel/crypto'
import type { Event } from '@holdfast/kernel/events'
import { newId } from '@holdfast/kernel/ids'
import type { Kysely } from 'kysely'
import { insertAccessLink } from '../lookup/access-link-store.ts'
import type { BookingsTables } from '../tables.ts'

export interface LinkWanted {
  readonly event: Pick<Event, 'id'>
  readonly bookingId: string
  readonly once: boolean
  readonly expiresAt: Date
  readonly now: Date
}

/**
 * The token of a mailed link; only its hash is stored. It follows from the event that causes
 * the mail, under a key of the vault: when the mail went out but this transaction did not
 * commit, the next attempt stores the very token that is in the mail.
 */
export async function keepLinkToken(
  db: Kysely<BookingsTables>,
  vault: Vault,
  wanted: LinkWanted,
): Promise<string> {
  const token = vault.blindIndex('bookings.link', wanted.event.id).toString('base64url')
  await insertAccessLink(db, {
    id: newId(),
    bookingId: wanted.bookingId,
    tokenHash: hashToken(token),
    once: wanted.once,
    expiresAt: wanted.expiresAt,
    createdAt: wanted.now,
  })
  return token
}

/** The address to mail. The token stands behind the `#`, which browsers never send or log. */
export function linkTo(publicUrl: string, token: string): string {
  return `${publicUrl.replace(/\/+$/, '')}/booking/#token=${token}`
}
