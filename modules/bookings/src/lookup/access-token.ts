import type { Vault } from '@holdfast/kernel/crypto'
import { isUuid } from '@holdfast/kernel/ids'

const purpose = 'bookings.access'
const lifetimeMs = 12 * 3_600_000

export interface AccessToken {
  readonly token: string
  readonly expiresAt: Date
}

/** A signed token that opens one booking for 12 hours; sent as `Authorization: Bearer`. */
export function issueAccessToken(vault: Vault, bookingId: string, now: Date): AccessToken {
  const expiresAt = new Date(now.getTime() + lifetimeMs)
  return { token: vault.signer(purpose).sign({ bookingId }, expiresAt), expiresAt }
}

/** The booking that a token opens; `undefined` for one that is not ours or has expired. */
export function authenticateGuest(
  vault: Vault,
  token: string,
  now: Date,
): { readonly bookingId: string } | undefined {
  const payload = vault.signer(purpose).verify(token, now)
  if (payload === undefined || !('bookingId' in payload)) return undefined
  const { bookingId } = payload
  return typeof bookingId === 'string' && isUuid(bookingId) ? { bookingId } : undefined
}
