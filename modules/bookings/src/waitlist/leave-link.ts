import type { Vault } from '@holdfast/kernel/crypto'
import { isUuid } from '@holdfast/kernel/ids'

const purpose = 'bookings.waitlist'
const weekMs = 7 * 24 * 3_600_000

/** The address to mail for leaving the list. The token stands behind the `#`, as in other links. */
export function leaveLink(
  { vault, publicUrl }: { readonly vault: Pick<Vault, 'signer'>; readonly publicUrl: string },
  { id, endsAt }: { readonly id: string; readonly endsAt: Date },
): string {
  const token = vault.signer(purpose).sign({ entryId: id }, new Date(endsAt.getTime() + weekMs))
  return `${publicUrl.replace(/\/+$/, '')}/waitlist/#token=${token}`
}

/** The entry that a mailed token opens; `undefined` for one that is not ours or has expired. */
export function entryOfLink(
  vault: Pick<Vault, 'signer'>,
  token: string,
  now: Date,
): string | undefined {
  const payload = vault.signer(purpose).verify(token, now)
  if (payload === undefined || !('entryId' in payload)) return undefined
  const { entryId } = payload
  return typeof entryId === 'string' && isUuid(entryId) ? entryId : undefined
}
