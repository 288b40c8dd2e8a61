import type { RouteInput } from '@holdfast/kernel/contract'
import { hashToken } from '@holdfast/kernel/crypto'
import { answer, type Answer } from '@holdfast/kernel/module'
import type { organisationRoutes } from '../contract/organisation-routes.ts'
import {
  admit,
  beginSession,
  readJoiner,
  type Joiner,
  type JoiningAuth,
} from '../joining/joiner.ts'
import { noteJoined } from '../joining/note-joined.ts'
import { insertMember, type Member } from '../members/member-store.ts'
import { lockStaff } from '../organisation/organisation-store.ts'
import { organisationProblems as problems } from '../organisation-problems.ts'
import type { IdentityContext, IdentityParts } from '../parts.ts'
import { findByToken, takeInvitation, type Invitation } from './invitation-store.ts'
import { openInvitee } from './invitee.ts'

type AcceptRoute = (typeof organisationRoutes)['acceptInvitation']

/**
 * Joins by a mailed link, which works once. The person, the membership and the end of the
 * invitation are one transaction: cut off anywhere, either all of it is there or the link still
 * works. Throws `identity.linkUsed`, `identity.signInFirst` when the address has an account,
 * and `identity.otherPerson` when somebody else is signed in.
 */
export async function acceptInvitation(
  ctx: IdentityContext,
  { body, headers }: RouteInput<AcceptRoute>,
  { auth, vault }: Pick<IdentityParts, 'vault'> & { readonly auth: JoiningAuth },
): Promise<Answer<AcceptRoute>> {
  const tokenHash = hashToken(body.token)
  const offered = await findByToken(ctx.kysely, { tokenHash, at: ctx.now() })
  if (!offered) throw problems.linkUsed()
  const email = openInvitee(vault, offered.id, offered.email)
  const joiner = await readJoiner(ctx, auth, { ...body, email }, 'mail')
  if (joiner.kind === 'signedIn' && joiner.email !== email) throw problems.otherPerson()
  await join(ctx, offered, joiner)
  const cookies = await beginSession(ctx, auth, { joiner, headers })
  const { organisationId, role } = offered
  const joined = { organisationId, role, signedIn: cookies.length > 0 }
  return answer(201, joined, { 'set-cookie': cookies })
}

async function join(ctx: IdentityContext, offered: Invitation, joiner: Joiner): Promise<void> {
  const { id: linkId, organisationId, role, scope, tokenHash } = offered
  const { personId } = joiner
  const member: Member = {
    id: ctx.ids(),
    organisationId,
    personId,
    role,
    scope,
    joinedAt: ctx.now(),
  }
  await ctx.transaction(async (tx) => {
    await lockStaff(tx.kysely, organisationId)
    const isMine = await takeInvitation(tx.kysely, { tokenHash, personId, at: ctx.now() })
    if (!isMine) throw problems.linkUsed({ invitationId: linkId })
    await admit(tx, joiner, 'mail')
    await insertMember(tx.kysely, member)
    await noteJoined(ctx, tx, { member, by: 'invitation', linkId })
  })
}
