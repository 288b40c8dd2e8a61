import { defineRoutes, uuid } from '@holdfast/kernel/contract'
import { z } from 'zod'
import { apiKey, apiKeyBody, newApiKey, rotation } from './api-key.ts'
import { browserHeaders } from './browser.ts'
import { joiningRoutes } from './joining-routes.ts'
import {
  invitation,
  member,
  memberChanges,
  organisation,
  organisationName,
} from './organisation.ts'
import { role, roleTable, scope } from './roles.ts'

const idParams = z.strictObject({ id: uuid })
const email = z.email().max(254)

const staffProblems = [
  'identity.unknownMember',
  'identity.roleAboveYours',
  'identity.lastOwner',
  'identity.roleWithoutScope',
  'identity.unknownStation',
] as const

const keyProblems = [
  'identity.actionNotYours',
  'identity.stationNotYours',
  'identity.unknownStation',
] as const

const insideRoutes = defineRoutes({
  listInvitations: {
    method: 'GET',
    path: '/invitations',
    summary: 'Invitations that nobody has accepted yet',
    access: 'operator',
    action: 'staff.read',
    responses: {
      200: { description: 'All of them.', schema: z.object({ items: z.array(invitation) }) },
    },
  },
  createInvitation: {
    method: 'POST',
    path: '/invitations',
    summary: 'Invite somebody by mail',
    access: 'operator',
    action: 'staff.manage',
    peopleOnly: true,
    idempotent: 'optional',
    request: { body: z.strictObject({ email, role, scope: scope.optional() }) },
    exampleBody: { email: 'rosa@example.com', role: 'agent' },
    responses: { 201: { description: 'The mail is on its way.', schema: invitation } },
    problems: [
      'identity.roleAboveYours',
      'identity.roleWithoutScope',
      'identity.unknownStation',
      'identity.alreadyInvited',
      'identity.alreadyMember',
    ],
  },
  withdrawInvitation: {
    method: 'DELETE',
    path: '/invitations/:id',
    summary: 'Withdraw an invitation',
    access: 'operator',
    action: 'staff.manage',
    peopleOnly: true,
    request: { params: idParams },
    responses: { 204: { description: 'Its link opens nothing any more.' } },
    problems: ['identity.unknownInvitation', 'identity.roleAboveYours'],
  },
  resendInvitation: {
    method: 'POST',
    path: '/invitations/:id/resend',
    summary: 'Send an invitation again',
    description: 'A fresh link for another 7 days; the one before ends.',
    access: 'operator',
    action: 'staff.manage',
    peopleOnly: true,
    idempotent: 'optional',
    request: { params: idParams },
    responses: { 200: { description: 'The mail is on its way.', schema: invitation } },
    problems: ['identity.unknownInvitation', 'identity.roleAboveYours'],
  },
  listMembers: {
    method: 'GET',
    path: '/members',
    summary: 'The people of the business',
    access: 'operator',
    action: 'staff.read',
    responses: {
      200: { description: 'All of them, by name.', schema: z.object({ items: z.array(member) }) },
    },
  },
  changeMember: {
    method: 'PATCH',
    path: '/members/:id',
    summary: 'Change somebody’s role or stations',
    access: 'operator',
    action: 'staff.manage',
    peopleOnly: true,
    request: { params: idParams, body: memberChanges },
    exampleBody: { role: 'station_manager' },
    responses: { 200: { description: 'The member as it is now.', schema: member } },
    problems: staffProblems,
  },
  removeMember: {
    method: 'DELETE',
    path: '/members/:id',
    summary: 'Remove somebody from the business',
    description:
      'Their sessions and API keys have no rights here from this answer on. The keys stay dead ' +
      'if they are invited again.',
    access: 'operator',
    action: 'staff.manage',
    peopleOnly: true,
    request: { params: idParams },
    responses: { 204: { description: 'They have no rights here any more.' } },
    problems: ['identity.unknownMember', 'identity.roleAboveYours', 'identity.lastOwner'],
  },
  resetSecondFactor: {
    method: 'DELETE',
    path: '/members/:id/second-factor',
    summary: 'Remove the second factor of somebody who lost it',
    description:
      'For a lost phone and lost backup codes. Their sessions end, their password alone opens the ' +
      'account from then on, and they are told by mail.',
    access: 'operator',
    action: 'members.resetSecondFactor',
    peopleOnly: true,
    request: { params: idParams },
    responses: { 204: { description: 'Their account has no second factor.' } },
    problems: [
      'identity.unknownMember',
      'identity.roleAboveYours',
      'identity.ownSecondFactor',
      'identity.belongsElsewhere',
    ],
  },
  leaveOrganisation: {
    method: 'POST',
    path: '/me/organisation/leave',
    summary: 'Leave the business',
    access: 'person',
    responses: { 204: { description: 'You have no rights here any more.' } },
    problems: ['identity.lastOwner'],
  },
  listRoles: {
    method: 'GET',
    path: '/roles',
    summary: 'Who may do what',
    access: 'person',
    responses: { 200: { description: 'Every role and every action.', schema: roleTable } },
  },
  listApiKeys: {
    method: 'GET',
    path: '/api-keys',
    summary: 'The keys of machines',
    access: 'operator',
    action: 'apiKeys.manage',
    peopleOnly: true,
    responses: {
      200: {
        description: 'All that were not revoked.',
        schema: z.object({ items: z.array(apiKey) }),
      },
    },
  },
  createApiKey: {
    method: 'POST',
    path: '/api-keys',
    summary: 'Make a key for a machine',
    description:
      'The key is shown in this answer alone. It can do what it names and its creator may do.',
    access: 'operator',
    action: 'apiKeys.manage',
    peopleOnly: true,
    idempotent: 'optional',
    request: { body: apiKeyBody },
    exampleBody: { name: 'Nightly export', actions: ['bookings.list'], expiresInDays: 90 },
    responses: { 201: { description: 'The key.', schema: newApiKey } },
    problems: keyProblems,
  },
  rotateApiKey: {
    method: 'POST',
    path: '/api-keys/:id/rotate',
    summary: 'Replace a key',
    description:
      'Whoever rotates a key answers for it from then on: it can do what they may do. The key ' +
      'before ends at once, unless they made it themselves, it still works, and they give it a grace.',
    access: 'operator',
    action: 'apiKeys.manage',
    peopleOnly: true,
    idempotent: 'optional',
    request: { params: idParams, body: rotation },
    exampleBody: { graceHours: 24 },
    responses: { 200: { description: 'The new key.', schema: newApiKey } },
    problems: ['identity.unknownApiKey'],
  },
  revokeApiKey: {
    method: 'DELETE',
    path: '/api-keys/:id',
    summary: 'Revoke a key',
    access: 'operator',
    action: 'apiKeys.manage',
    peopleOnly: true,
    request: { params: idParams },
    responses: { 204: { description: 'It opens nothing any more.' } },
    problems: ['identity.unknownApiKey'],
  },
  showOrganisation: {
    method: 'GET',
    path: '/organisation',
    summary: 'The business that you act for',
    access: 'operator',
    action: 'organisation.read',
    responses: { 200: { description: 'The business.', schema: organisation } },
  },
  renameOrganisation: {
    method: 'PATCH',
    path: '/organisation',
    summary: 'Rename the business',
    access: 'operator',
    action: 'organisation.manage',
    peopleOnly: true,
    request: { body: z.strictObject({ name: organisationName }) },
    exampleBody: { name: 'Ember & Oak' },
    responses: { 200: { description: 'The business as it is now.', schema: organisation } },
  },
  switchOrganisation: {
    method: 'POST',
    path: '/me/organisation',
    summary: 'Act for another business of yours',
    access: 'person',
    request: { headers: browserHeaders, body: z.strictObject({ organisationId: uuid }) },
    exampleBody: { organisationId: '01980000-0000-7000-8000-00000000d340' },
    responses: { 200: { description: 'The business that you act for now.', schema: organisation } },
    problems: ['identity.unknownOrganisation'],
  },
})

/** Organisations, who belongs to them, and what machines may do for them. */
export const organisationRoutes = { ...joiningRoutes, ...insideRoutes } as const
