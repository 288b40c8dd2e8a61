import { defineProblems } from '@holdfast/kernel/problems'

/** What can go wrong with a person's own account. The codes are permanent. */
export const accountProblems = defineProblems('identity', {
  wrongCredentials: {
    status: 401,
    say: 'We can not sign you in with that e-mail and password. If you have not confirmed your address yet, look into your mail.',
  },
  wrongCode: { status: 401, say: 'That code is not right. Wait for the next one and try again.' },
  signInAgain: { status: 401, say: 'This sign-in took too long. Please begin again.' },
  tooManyCodes: {
    status: 429,
    say: 'Too many wrong codes. Please wait 15 minutes, then sign in again.',
  },
  wrongPassword: { status: 403, say: 'That is not your password.' },
  secondFactorOn: { status: 409, say: 'Your second factor is on already.' },
  secondFactorOff: { status: 409, say: 'Your second factor is off.' },
  secondFactorNotBegun: { status: 409, say: 'Please begin to set up the second factor again.' },
  unknownSession: { status: 404, say: 'That session has ended already.' },
})
