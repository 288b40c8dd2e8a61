import { mailTemplate, refusalOf } from '@holdfast/kernel/mail'
import type { z } from 'zod'
import type { LinkMailKind, sendLinkMail, sendNotice } from '../../jobs.ts'
import type { IdentityJob, IdentityParts } from '../../parts.ts'
import { emailIdentifier } from '../email/confirm-email-verification.ts'
import { findPersonOrNobody, type Person } from '../person-store.ts'
import {
  emailVerificationMail,
  noticeMail,
  passwordResetMail,
  type AccountMail,
  type Letterhead,
} from './account-mails.ts'
import { prepareLink, type LinkWanted } from './mailed-link.ts'

type LinkMail = z.output<(typeof sendLinkMail)['input']>

interface LinkRules extends Pick<LinkWanted, 'lifeMs' | 'identify' | 'isFor'> {
  readonly page: string
  write(head: Letterhead, link: string): AccountMail
}

/**
 * Keeps the link that somebody asked for, mails it, and settles. Killed on the way, the next
 * attempt mails the same link in the same mail, unless it was used meanwhile.
 */
export async function mailLink(
  ctx: IdentityJob,
  { kind, eventId, requestId }: LinkMail,
  parts: IdentityParts,
): Promise<void> {
  const rules = rulesOf(parts)[kind]
  const link = await prepareLink(ctx, parts.vault, { eventId, requestId, ...rules })
  if (!link) return
  const { person, token } = link
  const address = consoleLink(parts.publicUrl, `${rules.page}#token=${token}`)
  const write = (head: Letterhead) => rules.write(head, address)
  await sendAndSettle(ctx, { eventId, person, write }, parts)
}

/** Tells a person what was done to their account. */
export async function mailNotice(
  ctx: IdentityJob,
  { notice, eventId, personId }: z.output<(typeof sendNotice)['input']>,
  parts: IdentityParts,
): Promise<void> {
  const person = await findPersonOrNobody(ctx.kysely, personId)
  if (!person) return
  const link = consoleLink(parts.publicUrl, 'forgot-password')
  const write = (head: Letterhead) => noticeMail(notice, head, link)
  await sendAndSettle(ctx, { eventId, person, write }, parts)
}

function rulesOf({ auth }: Pick<IdentityParts, 'auth'>): Record<LinkMailKind, LinkRules> {
  return {
    passwordReset: {
      lifeMs: 30 * 60_000,
      identify: (token) => auth.resetIdentifier(token),
      isFor: () => true,
      page: 'reset-password',
      write: passwordResetMail,
    },
    emailVerification: {
      lifeMs: 24 * 3_600_000,
      identify: emailIdentifier,
      isFor: ({ emailVerified }) => !emailVerified,
      page: 'verify-email',
      write: emailVerificationMail,
    },
  }
}

/** A token stands behind the `#`, which browsers never send or log. */
function consoleLink(publicUrl: string, page: string): string {
  return `${publicUrl.replace(/\/+$/, '')}/console/${page}`
}

interface Letter {
  readonly eventId: string
  readonly person: Person
  write(head: Letterhead): AccountMail
}

/** Sends under the event's id. An address that will never work is noted and not tried again. */
async function sendAndSettle(
  ctx: IdentityJob,
  { eventId, person, write }: Letter,
  { mailer, businessName }: Pick<IdentityParts, 'mailer' | 'businessName'>,
): Promise<void> {
  const { subject, content } = write({ businessName, name: person.name })
  const mail = { id: eventId, to: person.email, subject, ...mailTemplate(content) }
  const refusal = await refusalOf(mailer, mail)
  await ctx.settle(async (tx) => {
    if (!refusal) return
    const data = { personId: person.id, mailId: eventId, reason: refusal.reason }
    await tx.emit('person.mailRefused', data, person.id)
  })
}
