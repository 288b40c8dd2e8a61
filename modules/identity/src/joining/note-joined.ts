import { appendEvent } from '@holdfast/kernel/events'
import type { Member } from '../members/member-store.ts'
import type { IdentityContext, IdentityTransaction } from '../parts.ts'

/** Who joined, and by what. */
export interface Joined {
  readonly member: Member
  readonly by: 'invitation' | 'ownerLink'
  readonly linkId: string
}

/**
 * Appends `member.joined` with the new member as the actor: whoever opens a mailed link is still
 * a guest of some other organisation when they ask.
 */
export async function noteJoined(
  ctx: Pick<IdentityContext, 'correlationId'>,
  tx: IdentityTransaction,
  { member, by, linkId }: Joined,
): Promise<void> {
  const { id: memberId, organisationId, personId, role } = member
  await appendEvent(tx.withTypes(), {
    type: 'member.joined',
    data: { memberId, personId, role, by, linkId },
    subject: memberId,
    organisationId,
    actorId: personId,
    correlationId: ctx.correlationId,
  })
}
