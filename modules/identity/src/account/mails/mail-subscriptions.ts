import { appendEvent, type Event, type Subscription } from '@holdfast/kernel/events'
import { newId } from '@holdfast/kernel/ids'
import { MailError, mailTemplate } from '@holdfast/kernel/mail'
import type { Transaction } from '@holdfast/kernel/postgres'
import type { IdentityParts } from '../../parts.ts'
import type { IdentityTables } from '../../tables.ts'
import { emailIdentifier } from '../email/confirm-email-verification.ts'
import { insertOneTimeValue } from '../one-time-values.ts'
import { findPersonByEmail, findPersonOrNobody, type Person } from '../person-store.ts'
import {
  emailVerificationMail,
  isNoticeType,
  noticeMail,
  noticeTypes,
  passwordResetMail,
  type AccountMail,
  type Letterhead,
} from './account-mails.ts'
import { takeMailRequest } from './mail-request-store.ts'

type Tx = Transaction<IdentityTables>

const resetMs = 30 * 60_000
const verificationMs = 24 * 3_600_000

/** The mails about accounts. Each follows one event, and the same event is always the same mail. */
export function accountMailSubscriptions(parts: IdentityParts): readonly Subscription[] {
  return [
    subscription('identity.password-reset-mail', ['passwordReset.requested'], (event, tx) =>
      sendPasswordReset(parts, event, tx),
    ),
    subscription('identity.email-verification-mail', ['emailVerification.requested'], (event, tx) =>
      sendEmailVerification(parts, event, tx),
    ),
    subscription('identity.account-notice-mail', noticeTypes, (event, tx) =>
      sendNotice(parts, event, tx),
    ),
  ]
}

function subscription(
  name: string,
  types: readonly string[],
  handle: (event: Event, tx: Tx) => Promise<void>,
): Subscription {
  return { name, types, handle: (event, tx) => handle(event, tx.withTypes()) }
}

async function sendPasswordReset(parts: IdentityParts, event: Event, tx: Tx): Promise<void> {
  const person = await personWhoAsked(parts, event, tx)
  if (!person) return
  const identify = (token: string) => parts.auth.resetIdentifier(token)
  const token = await keepLink(parts, tx, { event, person, lifeMs: resetMs, identify })
  await send(parts, { event, tx, person }, (head) =>
    passwordResetMail(head, consoleLink(parts.publicUrl, `reset-password#token=${token}`)),
  )
}

async function sendEmailVerification(parts: IdentityParts, event: Event, tx: Tx): Promise<void> {
  const person = await personWhoAsked(parts, event, tx)
  if (!person || person.emailVerified) return
  const identify = emailIdentifier
  const token = await keepLink(parts, tx, { event, person, lifeMs: verificationMs, identify })
  await send(parts, { event, tx, person }, (head) =>
    emailVerificationMail(head, consoleLink(parts.publicUrl, `verify-email#token=${token}`)),
  )
}

async function sendNotice(parts: IdentityParts, event: Event, tx: Tx): Promise<void> {
  const { type } = event
  const person = await findPersonOrNobody(tx.kysely, String(event.data['personId']))
  if (!person || !isNoticeType(type)) return
  const link = consoleLink(parts.publicUrl, 'forgot-password')
  await send(parts, { event, tx, person }, (head) => noticeMail(type, head, link))
}

async function personWhoAsked(
  { vault }: Pick<IdentityParts, 'vault'>,
  event: Event,
  tx: Tx,
): Promise<Person | undefined> {
  const email = await takeMailRequest(tx.kysely, vault, String(event.data['requestId']))
  return email === undefined ? undefined : findPersonByEmail(tx.kysely, email)
}

interface LinkWanted {
  readonly event: Event
  readonly person: Person
  readonly lifeMs: number
  /** How the token is stored. */
  readonly identify: (token: string) => string
}

/**
 * The token of a mailed link. It follows from the event, under a key of the vault: when the mail
 * went out but this transaction did not commit, the next attempt stores the very token that is in
 * the mail.
 */
async function keepLink(
  { vault, clock }: Pick<IdentityParts, 'vault' | 'clock'>,
  tx: Tx,
  { event, person, lifeMs, identify }: LinkWanted,
): Promise<string> {
  const token = vault.blindIndex('identity.mailedLink', event.id).toString('base64url')
  const now = clock.now()
  await insertOneTimeValue(tx.kysely, {
    id: newId(),
    identifier: identify(token),
    personId: person.id,
    expiresAt: new Date(now.getTime() + lifeMs),
    createdAt: now,
  })
  return token
}

/** A token stands behind the `#`, which browsers never send or log. */
function consoleLink(publicUrl: string, page: string): string {
  return `${publicUrl.replace(/\/+$/, '')}/console/${page}`
}

interface Cause {
  readonly event: Event
  readonly tx: Tx
  readonly person: Person
}

/** Sends under the event's id. An address that will never work is noted and not tried again. */
async function send(
  { mailer, businessName }: Pick<IdentityParts, 'mailer' | 'businessName'>,
  { event, tx, person }: Cause,
  write: (head: Letterhead) => AccountMail,
): Promise<void> {
  const { subject, content } = write({ businessName, name: person.name })
  try {
    await mailer.send({ id: event.id, to: person.email, subject, ...mailTemplate(content) })
  } catch (error) {
    if (!(error instanceof MailError) || error.kind === 'transient') throw error
    await noteRefusal({ event, tx, person }, error)
  }
}

async function noteRefusal({ event, tx, person }: Cause, { reason }: MailError): Promise<void> {
  await appendEvent(tx.withTypes(), {
    type: 'person.mailRefused',
    data: { personId: person.id, mailId: event.id, reason },
    subject: person.id,
    organisationId: event.organisationId,
    actorId: 'system',
    correlationId: event.correlationId,
  })
}
