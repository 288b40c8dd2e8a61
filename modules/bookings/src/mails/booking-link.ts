import { hashToken, type Vault } from '@holdfast/kernel/crypto'
import { newId } from '@holdfast/kernel/ids'
import type { AccessLink } from '../lookup/access-link-store.ts'

export interface LinkWanted {
  /** What the mail follows from: the same cause is the same link. */
  readonly cause: string
  readonly bookingId: string
  readonly once: boolean
  readonly expiresAt: Date
  readonly now: Date
}

/**
 * The token of a mailed link, and what is stored of it: only its hash. The token follows from the
 * cause of the mail, under a key of the vault: when the mail went out but nothing was stored, the
 * next attempt stores the very token that is in the mail.
 */
export function linkOf(
  vault: Vault,
  wanted: LinkWanted,
): { readonly token: string; readonly stored: AccessLink } {
  const token = vault.blindIndex('bookings.link', wanted.cause).toString('base64url')
  return {
    token,
    stored: {
      id: newId(),
      bookingId: wanted.bookingId,
      tokenHash: hashToken(token),
      once: wanted.once,
      expiresAt: wanted.expiresAt,
      createdAt: wanted.now,
    },
  }
}

/** The address to mail. The token stands behind the `#`, which browsers never send or log. */
export function linkTo(publicUrl: string, token: string): string {
  return `${publicUrl.replace(/\/+$/, '')}/booking/#token=${token}`
}

/** The same, which leads on to paying. */
export function payLinkTo(publicUrl: string, token: string, paymentId: string): string {
  return `${publicUrl.replace(/\/+$/, '')}/booking/?pay=${paymentId}#token=${token}`
}
