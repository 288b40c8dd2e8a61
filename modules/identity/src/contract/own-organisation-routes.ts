import { defineRoutes, uuid } from '@holdfast/kernel/contract'
import { z } from 'zod'
import { browserHeaders } from './browser.ts'
import { organisation, organisationName } from './organisation.ts'
import { roleTable } from './roles.ts'

/** The business that one acts for, and what everybody in it may know. */
export const ownOrganisationRoutes = defineRoutes({
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
