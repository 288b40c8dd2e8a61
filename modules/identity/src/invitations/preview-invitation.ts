import type { RouteInput } from '@holdfast/kernel/contract'
import { hashToken } from '@holdfast/kernel/crypto'
import type { organisationRoutes } from '../contract/organisation-routes.ts'
import type { InvitationPreview } from '../contract/organisation.ts'
import { personByEmail } from '../members/persons.ts'
import { organisationProblems as problems } from '../organisation-problems.ts'
import type { IdentityContext, IdentityParts } from '../parts.ts'
import { roleDescriptions } from '../roles/role-table.ts'
import { findByToken } from './invitation-store.ts'
import { offerOf } from './offer.ts'
import { openInvitee } from './invitee.ts'

/** What the holder of a mailed link is offered. Throws `identity.linkUsed` for any other token. */
export async function previewInvitation(
  ctx: IdentityContext,
  { body }: RouteInput<(typeof organisationRoutes)['previewInvitation']>,
  { vault, stations }: Pick<IdentityParts, 'vault' | 'stations'>,
): Promise<InvitationPreview> {
  const tokenHash = hashToken(body.token)
  const offered = await findByToken(ctx.kysely, { tokenHash, at: ctx.now() })
  if (!offered) throw problems.linkUsed()
  const { organisation, ...offer } = await offerOf(ctx.kysely, stations, offered)
  const email = openInvitee(vault, offered.id, offered.email)
  const { title, description } = roleDescriptions[offered.role]
  return {
    organisation: { id: organisation.id, name: organisation.name },
    ...offer,
    email,
    role: offered.role,
    roleTitle: title,
    roleDescription: description,
    expiresAt: offered.expiresAt.toISOString(),
    hasAccount: (await personByEmail(ctx.kysely, email)) !== undefined,
  }
}
