import { mailTemplate, refusalOf } from '@holdfast/kernel/mail'
import type { z } from 'zod'
import type { WaitlistState } from '../contract.ts'
import type { sendWaitlistMail, WaitlistMailKind } from '../jobs.ts'
import type { JobsContext } from '../parts.ts'
import { findEntry, type StoredEntry } from '../waitlist/entry-store.ts'
import { openEntry } from '../waitlist/entry.ts'
import { leaveLink } from '../waitlist/leave-link.ts'
import type { MailParts } from './send-letter.ts'
import { joinedMail, nothingFreeMail } from './waitlist-mails.ts'

const mails = {
  joined: { write: joinedMail, while: ['waiting', 'offered'] },
  nothingFree: { write: nothingFreeMail, while: ['expired'] },
} as const satisfies Record<WaitlistMailKind, { write: unknown; while: readonly WaitlistState[] }>

/**
 * Sends a mail about somebody's wait unless it is no longer true, or they were erased; an address
 * that will never work is noted. The event's id is the mail's: one event, one mail.
 */
export async function mailAboutWait(
  ctx: JobsContext,
  { mail, eventId, entryId }: z.output<(typeof sendWaitlistMail)['input']>,
  parts: MailParts,
): Promise<void> {
  const { organisationId } = ctx
  const entry = await findEntry(ctx.kysely, { organisationId }, entryId)
  const states: readonly WaitlistState[] = mails[mail].while
  if (!entry?.customerKey || !states.includes(entry.state)) return
  const to = addressOf(entry, parts)
  if (to === undefined) return
  const { businessName } = parts
  const head = { businessName, name: entry.name, leaveLink: leaveLink(parts, entry) }
  const { subject, content } = mails[mail].write(entry, head)
  const letter = { id: eventId, to, subject, ...mailTemplate(content) }
  const refusal = await refusalOf(parts.mailer, letter)
  await ctx.settle(async (tx) => {
    if (!refusal) return
    const data = { entryId, stationId: entry.stationId, mailId: eventId, reason: refusal.reason }
    await tx.emit('waitlist.mailRefused', data, entryId)
  })
}

function addressOf(
  { id, customerId, customerKey, sealed }: StoredEntry,
  { vault }: MailParts,
): string | undefined {
  const key = vault.openDataKey(customerId, customerKey)
  return openEntry(key, id, sealed)?.contact.email
}
