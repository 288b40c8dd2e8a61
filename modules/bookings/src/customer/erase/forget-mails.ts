import type { Vault } from '@holdfast/kernel/crypto'
import type { BookingsParts } from '../../parts.ts'
import { comparableEmail } from '../contact.ts'

const purpose = 'bookings.forgetMails'

/** What tells an address again without showing it. */
export function traceOf(vault: Pick<Vault, 'blindIndex'>, email: string): string {
  return vault.blindIndex(purpose, comparableEmail(email)).toString('base64url')
}

/** Deletes the mails to an address from the mailbox that we keep ourselves, where there is one. */
export async function forgetMailsTo(
  trace: string,
  { vault, mailbox }: Pick<BookingsParts, 'vault' | 'mailbox'>,
): Promise<void> {
  const tracesOf = (to: string) =>
    vault.blindIndexes(purpose, comparableEmail(to)).map((index) => index.toString('base64url'))
  await mailbox?.forget((to) => tracesOf(to).includes(trace))
}
