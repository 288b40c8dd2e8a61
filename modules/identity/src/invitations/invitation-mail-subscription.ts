import type { Subscription } from '@holdfast/kernel/events'
import { sendInvitation } from '../jobs.ts'

/** Every invitation leads to a mail, each time that it is sent. */
export const invitationMailSubscription: Subscription = {
  name: 'identity.invitation-mail',
  types: ['invitation.created', 'invitation.resent'],
  async handle({ id, data }, tx) {
    const input = { invitationId: String(data['invitationId']), sends: Number(data['sends']) }
    await tx.enqueue(sendInvitation, { eventId: id, ...input })
  },
}
