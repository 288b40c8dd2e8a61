import { mailTemplate, refusalOf } from '@holdfast/kernel/mail'
import type { z } from 'zod'
import type { sendInvitation } from '../jobs.ts'
import type { IdentityJob, IdentityParts } from '../parts.ts'
import { invitationLink, invitationMail } from './invitation-mail.ts'
import { findOpenInvitation, type Invitation } from './invitation-store.ts'
import { invitationToken } from './invitation-token.ts'
import { openInvitee } from './invitee.ts'
import { offerOf } from './offer.ts'

type Input = z.output<(typeof sendInvitation)['input']>
type Parts = Pick<IdentityParts, 'vault' | 'mailer' | 'publicUrl' | 'stations'>

/**
 * Mails an invitation, then settles. The same event is always the same mail with the same link.
 * An address that will never work is noted and not tried again.
 */
export async function mailInvitation(ctx: IdentityJob, input: Input, parts: Parts): Promise<void> {
  const invitation = await stillThat(ctx, input)
  const token = invitation && invitationToken(parts.vault, invitation)
  if (!invitation || token === undefined) return
  const { id, email, role } = invitation
  const offer = await offerOf(ctx.kysely, parts.stations, invitation)
  const link = invitationLink(parts.publicUrl, token)
  const { subject, content } = invitationMail({ ...offer, role, link })
  const to = openInvitee(parts.vault, id, email)
  const mail = { id: input.eventId, to, subject, ...mailTemplate(content) }
  const refusal = await refusalOf(parts.mailer, mail)
  await ctx.settle(async (tx) => {
    if (!refusal) return
    const data = { invitationId: id, mailId: input.eventId, reason: refusal.reason }
    await tx.emit('invitation.mailRefused', data, id)
  })
}

/** The invitation, unless it has ended or was sent again since. */
async function stillThat(
  ctx: IdentityJob,
  { invitationId, sends }: Input,
): Promise<Invitation | undefined> {
  const { organisationId } = ctx
  const invitation = await findOpenInvitation(ctx.kysely, { organisationId, id: invitationId })
  const isThat = invitation?.sends === sends && invitation.expiresAt > ctx.now()
  return isThat ? invitation : undefined
}
