import { defineRoutes } from '@holdfast/kernel/contract'
import { z } from 'zod'
import { code, email, password, signInAnswer } from './account.ts'
import { browserHeaders } from './browser.ts'

/** How a session begins and ends. */
export const signInRoutes = defineRoutes({
  signIn: {
    method: 'POST',
    path: '/sign-in',
    summary: 'Sign in with e-mail and password',
    description:
      'Unknown address, wrong password and unconfirmed address are one answer. In the last case, with the right password, a mail to confirm the address goes out.',
    access: 'public',
    limit: 'signIn',
    clientTimeoutMs: 15_000,
    limitPer: 'email',
    cookies: true,
    request: { headers: browserHeaders, body: z.strictObject({ email, password }) },
    exampleBody: { email: 'you@example.com', password: 'a long and quiet evening' },
    responses: {
      200: {
        description: 'The password is right.',
        schema: signInAnswer,
        example: { state: 'signedIn' },
      },
    },
    problems: ['identity.wrongCredentials'],
  },
  signInSecondFactor: {
    method: 'POST',
    path: '/sign-in/second-factor',
    summary: 'Finish a sign-in with a code',
    description: 'Six digits of the authenticator app, or a backup code. Each works once.',
    access: 'public',
    limit: 'signIn',
    clientTimeoutMs: 15_000,
    cookies: true,
    request: { headers: browserHeaders, body: z.strictObject({ code }) },
    exampleBody: { code: '123456' },
    responses: {
      200: {
        description: 'You are signed in.',
        schema: signInAnswer,
        example: { state: 'signedIn' },
      },
    },
    problems: ['identity.wrongCode', 'identity.signInAgain', 'identity.tooManyCodes'],
  },
  signOut: {
    method: 'POST',
    path: '/sign-out',
    summary: 'End this session',
    description: 'Succeeds without a session too.',
    access: 'public',
    cookies: true,
    request: { headers: browserHeaders },
    responses: { 204: { description: 'The session has ended and the cookie is gone.' } },
  },
})
