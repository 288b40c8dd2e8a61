import { defineRoutes, lineOfText, uuid } from '@holdfast/kernel/contract'
import { z } from 'zod'
import { browserHeaders } from './browser.ts'
import { business, invitationPreview, ownerLinkPreview } from './organisation.ts'
import { role } from './roles.ts'

const email = z.email().max(254)
const linkToken = z.string().min(20).max(200)

/** Name and password make a new person; without them the signed-in person is meant. */
const newPerson = {
  name: lineOfText({ min: 1, max: 100 }).optional(),
  password: z.string().min(12).max(128).optional(),
}

const joined = z.object({
  organisationId: uuid,
  role,
  signedIn: z.boolean().meta({ description: 'This answer began a session.' }),
})

/** What somebody meets who is not in yet: the business by name, and the links that lead in. */
export const joiningRoutes = defineRoutes({
  showBusiness: {
    method: 'GET',
    path: '/business',
    summary: 'The name of the business',
    description: 'For the pages before the sign-in.',
    access: 'public',
    responses: { 200: { description: 'Its name.', schema: business } },
  },
  previewOwnerLink: {
    method: 'POST',
    path: '/owner-links/preview',
    summary: 'What the printed link opens',
    description:
      'Uses nothing up: whoever follows an old link learns it before they fill in a form.',
    access: 'public',
    request: { body: z.strictObject({ token: linkToken }) },
    exampleBody: { token: 'kq3b1sXSRPWYh8oVr1nY9uT2c4m7d0a5' },
    responses: { 200: { description: 'It still works.', schema: ownerLinkPreview } },
    problems: ['identity.linkUsed'],
  },
  claimOwnerLink: {
    method: 'POST',
    path: '/owner-links/claim',
    summary: 'Become the owner with the printed link',
    description: 'With name, email and password: as a new person. Without: as the signed-in one.',
    access: 'public',
    limit: 'signIn',
    limitPer: 'email',
    cookies: true,
    request: {
      headers: browserHeaders,
      body: z.strictObject({ token: linkToken, email: email.optional(), ...newPerson }),
    },
    exampleBody: {
      token: 'kq3b1sXSRPWYh8oVr1nY9uT2c4m7d0a5',
      name: 'Your Name',
      email: 'you@example.com',
      password: 'a long and quiet evening',
    },
    responses: { 201: { description: 'You are the owner.', schema: joined } },
    problems: ['identity.linkUsed', 'identity.signInFirst', 'identity.detailsNeeded'],
  },
  previewInvitation: {
    method: 'POST',
    path: '/invitations/preview',
    summary: 'What an invitation offers',
    access: 'public',
    request: { body: z.strictObject({ token: linkToken }) },
    exampleBody: { token: 'kq3b1sXSRPWYh8oVr1nY9uT2c4m7d0a5' },
    responses: { 200: { description: 'The offer.', schema: invitationPreview } },
    problems: ['identity.linkUsed'],
  },
  acceptInvitation: {
    method: 'POST',
    path: '/invitations/accept',
    summary: 'Join by an invitation',
    description: 'With name and password: as a new person. Without: as the signed-in one.',
    access: 'public',
    limit: 'signIn',
    limitPer: 'token',
    cookies: true,
    request: {
      headers: browserHeaders,
      body: z.strictObject({ token: linkToken, ...newPerson }),
    },
    exampleBody: {
      token: 'kq3b1sXSRPWYh8oVr1nY9uT2c4m7d0a5',
      name: 'Your Name',
      password: 'a long and quiet evening',
    },
    responses: { 201: { description: 'You belong to the business.', schema: joined } },
    problems: [
      'identity.linkUsed',
      'identity.signInFirst',
      'identity.detailsNeeded',
      'identity.otherPerson',
      'identity.alreadyMember',
    ],
  },
})
