import { defineRoutes, uuid } from '@holdfast/kernel/contract'
import { z } from 'zod'
import { invitation, member, memberChanges } from './organisation.ts'
import { role, scope } from './roles.ts'

const idParams = z.strictObject({ id: uuid })
const email = z.email().max(254)

const staffProblems = [
  'identity.unknownMember',
  'identity.roleAboveYours',
  'identity.lastOwner',
  'identity.roleWithoutScope',
  'identity.unknownStation',
] as const

/** Who belongs to a business, and who is asked to. */
export const staffRoutes = defineRoutes({
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
})
