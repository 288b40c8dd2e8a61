import { defineProblems } from '@holdfast/kernel/problems'

/** What can go wrong with a person's own account. The codes are permanent. */
export const accountProblems = defineProblems('identity', {
  wrongCredentials: {
    status: 401,
    say: 'We can not sign you in with that e-mail and password.',
  },
})
