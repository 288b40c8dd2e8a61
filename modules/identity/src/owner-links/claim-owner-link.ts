import type { RouteInput } from '@holdfast/kernel/contract'
import { hashToken } from '@holdfast/kernel/crypto'
import { answer, type Answer } from '@holdfast/kernel/module'
import { noteMailRequest } from '../account/mails/ask-for-mail.ts'
import type { organisationRoutes } from '../contract/organisation-routes.ts'
import {
  admit,
  beginSession,
  readJoiner,
  type Joiner,
  type JoiningAuth,
} from '../joining/joiner.ts'
import { noteJoined } from '../joining/note-joined.ts'
import { findMembership, insertMember, saveMember, type Member } from '../members/member-store.ts'
import { lockStaff } from '../organisation/organisation-store.ts'
import { organisationProblems as problems } from '../organisation-problems.ts'
import type { IdentityContext, IdentityParts, IdentityTransaction } from '../parts.ts'
import { findOwnerLink, takeOwnerLink } from './owner-link-store.ts'

type ClaimRoute = (typeof organisationRoutes)['claimOwnerLink']

/**
 * Makes the holder of the printed link an owner, once: a new person with name, e-mail and
 * password, or the signed-in one. One transaction: cut off anywhere, either all of it is there
 * or the link still works. The link says nothing about the new person's address, which a mail asks
 * them to confirm; they may sign in meanwhile. Throws `identity.linkUsed` and `identity.signInFirst`.
 */
export async function claimOwnerLink(
  ctx: IdentityContext,
  { body, headers }: RouteInput<ClaimRoute>,
  { auth, vault }: Pick<IdentityParts, 'vault'> & { readonly auth: JoiningAuth },
): Promise<Answer<ClaimRoute>> {
  const tokenHash = hashToken(body.token)
  const link = await findOwnerLink(ctx.kysely, { tokenHash, at: ctx.now() })
  if (!link) throw problems.linkUsed()
  const joiner = await readJoiner(ctx, auth, body, 'screen')
  await ctx.transaction(async (tx) => {
    await lockStaff(tx.kysely, link.organisationId)
    const { personId } = joiner
    const isMine = await takeOwnerLink(tx.kysely, { tokenHash, personId, at: ctx.now() })
    if (!isMine) throw problems.linkUsed({ ownerLinkId: link.id })
    await admit(tx, joiner, 'screen')
    await askToConfirm(ctx, tx, { vault, joiner })
    const member = await makeOwner(ctx, tx, { ...link, joiner })
    await noteJoined(ctx, tx, { member, by: 'ownerLink', linkId: link.id })
  })
  const cookies = await beginSession(ctx, auth, { joiner, headers })
  const { organisationId } = link
  const joined = { organisationId, role: 'owner' as const, signedIn: cookies.length > 0 }
  return answer(201, joined, { 'set-cookie': cookies })
}

async function askToConfirm(
  ctx: IdentityContext,
  tx: IdentityTransaction,
  { vault, joiner }: Pick<IdentityParts, 'vault'> & { readonly joiner: Joiner },
): Promise<void> {
  if (joiner.kind === 'signedIn') return
  const { email } = joiner.person
  await noteMailRequest(ctx, tx, { vault, kind: 'emailVerification', email })
}

interface Claim {
  readonly organisationId: string
  readonly joiner: Joiner
}

async function makeOwner(
  ctx: IdentityContext,
  tx: IdentityTransaction,
  { organisationId, joiner: { personId } }: Claim,
): Promise<Member> {
  const known = await findMembership(tx.kysely, { organisationId, personId })
  const owner = { organisationId, personId, role: 'owner', scope: undefined } as const
  if (known) {
    const raised = { ...known, ...owner }
    await saveMember(tx.kysely, raised)
    return raised
  }
  const member = { ...owner, id: ctx.ids(), joinedAt: ctx.now() }
  await insertMember(tx.kysely, member)
  return member
}
