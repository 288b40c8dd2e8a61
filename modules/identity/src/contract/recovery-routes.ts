import { defineRoutes, instant } from '@holdfast/kernel/contract'
import { z } from 'zod'
import { email, linkToken, newPassword, onItsWay } from './account.ts'

/** What is done by mailed links: a lost password, and showing that an address is theirs. */
export const recoveryRoutes = defineRoutes({
  requestPasswordReset: {
    method: 'POST',
    path: '/password-resets',
    summary: 'Have a link for a new password mailed',
    description: 'The answer is the same whether or not there is such an account.',
    access: 'public',
    limit: 'recovery',
    limitPer: 'email',
    request: { body: z.strictObject({ email }) },
    exampleBody: { email: 'you@example.com' },
    responses: { 202: { description: 'If it exists, the link is on its way.', schema: onItsWay } },
  },
  previewPasswordReset: {
    method: 'POST',
    path: '/password-resets/preview',
    summary: 'Whether the mailed link still works',
    description: 'Uses nothing up, and says nothing about whose link it is.',
    access: 'public',
    request: { body: z.strictObject({ token: linkToken }) },
    exampleBody: { token: 'the-token-of-the-mailed-link' },
    responses: {
      200: { description: 'It still works.', schema: z.object({ expiresAt: instant }) },
    },
    problems: ['identity.linkUsed'],
  },
  confirmPasswordReset: {
    method: 'POST',
    path: '/password-resets/confirm',
    summary: 'Choose a new password with the mailed token',
    description:
      'The token stands in the mailed link, after `#token=`, and works once. All sessions of the person end. A second factor stays.',
    access: 'public',
    limit: 'signIn',
    request: { body: z.strictObject({ token: linkToken, password: newPassword }) },
    exampleBody: {
      token: 'the-token-of-the-mailed-link',
      password: 'a longer and louder morning',
    },
    responses: { 204: { description: 'Sign in with the new password.' } },
    problems: ['identity.linkUsed'],
  },
  requestEmailVerification: {
    method: 'POST',
    path: '/email-verifications',
    summary: 'Have a link to confirm an address mailed',
    description: 'The answer is the same whether or not there is an account that waits for it.',
    access: 'public',
    limit: 'recovery',
    limitPer: 'email',
    request: { body: z.strictObject({ email }) },
    exampleBody: { email: 'you@example.com' },
    responses: { 202: { description: 'If it waits, the link is on its way.', schema: onItsWay } },
  },
  confirmEmailVerification: {
    method: 'POST',
    path: '/email-verifications/confirm',
    summary: 'Confirm an address with the mailed token',
    description: 'The token stands in the mailed link, after `#token=`.',
    access: 'public',
    limit: 'signIn',
    request: { body: z.strictObject({ token: linkToken }) },
    exampleBody: { token: 'the-token-of-the-mailed-link' },
    responses: { 204: { description: 'The address is confirmed.' } },
    problems: ['identity.linkUsed'],
  },
})
