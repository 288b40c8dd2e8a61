import { newToken } from '@holdfast/kernel/crypto'
import { countOwners } from '../members/member-store.ts'
import { lockStaff } from '../organisation/organisation-store.ts'
import type { IdentityContext, IdentityTransaction } from '../parts.ts'
import { deleteUnusedLinks, insertOwnerLink } from './owner-link-store.ts'

/** Shown once, on the screen of whoever runs the service. */
export interface NewOwnerLink {
  readonly token: string
  readonly expiresAt: Date
}

const lastsMs = 24 * 3_600_000

/**
 * Makes a link that makes its holder an owner, once, within 24 hours, and ends the one before.
 * For whoever runs the machine: no route calls it.
 */
export function makeOwnerLink(ctx: IdentityContext): Promise<NewOwnerLink> {
  return ctx.transaction((tx) => replaceLink(ctx, tx))
}

/** `makeOwnerLink` while the organisation has no owner; undefined once it has one. */
export function makeFirstOwnerLink(ctx: IdentityContext): Promise<NewOwnerLink | undefined> {
  return ctx.transaction(async (tx) => {
    await lockStaff(tx.kysely, ctx.organisationId)
    const owners = await countOwners(tx.kysely, ctx.organisationId)
    return owners > 0 ? undefined : replaceLink(ctx, tx)
  })
}

/** Whether anybody owns the organisation. */
export async function hasOwner(ctx: IdentityContext): Promise<boolean> {
  return (await countOwners(ctx.kysely, ctx.organisationId)) > 0
}

async function replaceLink(ctx: IdentityContext, tx: IdentityTransaction): Promise<NewOwnerLink> {
  ctx.permit('owners.make')
  await lockStaff(tx.kysely, ctx.organisationId)
  const { token, hash: tokenHash } = newToken()
  const [id, createdAt] = [ctx.ids(), ctx.now()]
  const expiresAt = new Date(createdAt.getTime() + lastsMs)
  const { organisationId } = ctx
  await deleteUnusedLinks(tx.kysely, organisationId)
  await insertOwnerLink(tx.kysely, { id, organisationId, tokenHash, createdAt, expiresAt })
  await tx.emit('ownerLink.created', { ownerLinkId: id }, id)
  return { token, expiresAt }
}

/** The address to show. The token stands behind the `#`, which browsers never send or log. */
export function ownerLinkAddress(publicUrl: string, token: string): string {
  return `${publicUrl.replace(/\/+$/, '')}/console/owner#token=${token}`
}
