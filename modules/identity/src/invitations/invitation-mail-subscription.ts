import { appendEvent, type Event, type Subscription } from '@holdfast/kernel/events'
import { MailError, mailTemplate } from '@holdfast/kernel/mail'
import type { Transaction } from '@holdfast/kernel/postgres'
import type { IdentityParts } from '../parts.ts'
import type { IdentityTables } from '../tables.ts'
import { invitationLink, invitationMail } from './invitation-mail.ts'
import { findOpenInvitation, type Invitation } from './invitation-store.ts'
import { offerOf } from './offer.ts'
import { invitationToken } from './invitation-token.ts'
import { openInvitee } from './invitee.ts'

type Parts = Pick<IdentityParts, 'vault' | 'mailer' | 'publicUrl' | 'clock' | 'stations'>
type Tx = Transaction<IdentityTables>

/** Mails every invitation. The same event is always the same mail with the same link. */
export function invitationMailSubscription(parts: Parts): Subscription {
  return {
    name: 'identity.invitation-mail',
    types: ['invitation.created', 'invitation.resent'],
    handle: (event, tx) => mailInvitation(parts, event, tx.withTypes<IdentityTables>()),
  }
}

async function mailInvitation(parts: Parts, event: Event, tx: Tx): Promise<void> {
  const invitation = await stillThat(parts, event, tx)
  const token = invitation && invitationToken(parts.vault, invitation)
  if (!invitation || token === undefined) return
  const { id, email, role } = invitation
  const offer = await offerOf(tx.kysely, parts.stations, invitation)
  const link = invitationLink(parts.publicUrl, token)
  const { subject, content } = invitationMail({ ...offer, role, link })
  const to = openInvitee(parts.vault, id, email)
  try {
    await parts.mailer.send({ id: event.id, to, subject, ...mailTemplate(content) })
  } catch (error) {
    if (!(error instanceof MailError) || error.kind === 'transient') throw error
    await noteRefusal(event, tx, error)
  }
}

/** The invitation of an event, unless it has ended or was sent again since. */
async function stillThat(
  { clock }: Parts,
  { organisationId, data }: Event,
  tx: Tx,
): Promise<Invitation | undefined> {
  const id = String(data['invitationId'])
  const invitation = await findOpenInvitation(tx.kysely, { organisationId, id })
  if (!invitation || invitation.sends !== data['sends']) return undefined
  return invitation.expiresAt > clock.now() ? invitation : undefined
}

async function noteRefusal(event: Event, tx: Tx, { reason }: MailError): Promise<void> {
  const invitationId = String(event.data['invitationId'])
  await appendEvent(tx.withTypes(), {
    type: 'invitation.mailRefused',
    data: { invitationId, mailId: event.id, reason },
    subject: invitationId,
    organisationId: event.organisationId,
    actorId: 'system',
    correlationId: event.correlationId,
  })
}
