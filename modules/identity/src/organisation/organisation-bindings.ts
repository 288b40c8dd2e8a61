import { bind, bindJob, type Module } from '@holdfast/kernel/module'
import { createApiKey } from '../api-keys/create-api-key.ts'
import { listApiKeys } from '../api-keys/list-api-keys.ts'
import { revokeApiKey, rotateApiKey } from '../api-keys/rotate-api-key.ts'
import { organisationRoutes as routes } from '../contract/organisation-routes.ts'
import { acceptInvitation } from '../invitations/accept-invitation.ts'
import { createInvitation } from '../invitations/create-invitation.ts'
import { forgetAddresses } from '../invitations/forget-addresses.ts'
import { invitationMailSubscription } from '../invitations/invitation-mail-subscription.ts'
import { listInvitations } from '../invitations/list-invitations.ts'
import { mailInvitation } from '../invitations/mail-invitation.ts'
import { previewInvitation } from '../invitations/preview-invitation.ts'
import { resendInvitation, withdrawInvitation } from '../invitations/resend-invitation.ts'
import { changeMember } from '../members/change-member.ts'
import { listMembers } from '../members/list-members.ts'
import { resetSecondFactor } from '../members/reset-second-factor.ts'
import { leaveOrganisation, removeMember } from '../members/remove-member.ts'
import { claimOwnerLink } from '../owner-links/claim-owner-link.ts'
import { previewOwnerLink } from '../owner-links/preview-owner-link.ts'
import { forgetAddresses as forgetAddressesJob, sendInvitation } from '../jobs.ts'
import type { IdentityContext, IdentityJob, IdentityParts } from '../parts.ts'
import { listRoles } from '../roles/list-roles.ts'
import { showBusiness } from './show-business.ts'
import { renameOrganisation, showOrganisation } from './rename-organisation.ts'
import { switchOrganisation } from './switch-organisation.ts'

type Part = Pick<Module, 'routes' | 'subscriptions' | 'jobs' | 'healthChecks'>

/** Organisations, members, invitations, owner links and API keys: what the module answers. */
export function organisationPart(parts: IdentityParts): Part {
  return {
    routes: [
      bind(routes.showBusiness, showBusiness),
      bind(routes.previewOwnerLink, previewOwnerLink),
      bind(routes.claimOwnerLink, withParts(claimOwnerLink, parts)),
      bind(routes.listInvitations, (ctx: IdentityContext) => listInvitations(ctx, parts)),
      bind(routes.createInvitation, withParts(createInvitation, parts)),
      bind(routes.withdrawInvitation, withdrawInvitation),
      bind(routes.resendInvitation, withParts(resendInvitation, parts)),
      bind(routes.previewInvitation, withParts(previewInvitation, parts)),
      bind(routes.acceptInvitation, withParts(acceptInvitation, parts)),
      bind(routes.listMembers, listMembers),
      bind(routes.changeMember, withParts(changeMember, parts)),
      bind(routes.removeMember, removeMember),
      bind(routes.resetSecondFactor, resetSecondFactor),
      bind(routes.leaveOrganisation, leaveOrganisation),
      bind(routes.listRoles, listRoles),
      bind(routes.listApiKeys, listApiKeys),
      bind(routes.createApiKey, withParts(createApiKey, parts)),
      bind(routes.rotateApiKey, rotateApiKey),
      bind(routes.revokeApiKey, revokeApiKey),
      bind(routes.showOrganisation, showOrganisation),
      bind(routes.renameOrganisation, renameOrganisation),
      bind(routes.switchOrganisation, withParts(switchOrganisation, parts)),
    ],
    subscriptions: [invitationMailSubscription],
    jobs: [
      bindJob(sendInvitation, (ctx: IdentityJob, input) => mailInvitation(ctx, input, parts)),
      bindJob(forgetAddressesJob, forgetAddresses),
    ],
    healthChecks: [],
  }
}

type VerbWithParts<Input, Output> = (
  ctx: IdentityContext,
  input: Input,
  parts: IdentityParts,
) => Promise<Output>

function withParts<Input, Output>(verb: VerbWithParts<Input, Output>, parts: IdentityParts) {
  return (ctx: IdentityContext, input: Input) => verb(ctx, input, parts)
}
