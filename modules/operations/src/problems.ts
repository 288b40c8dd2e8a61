import { defineProblems } from '@holdfast/kernel/problems'

/** What can go wrong with running the business’s machine. The codes are permanent. */
export const problems = defineProblems('operations', {
  waitingAlready: {
    status: 409,
    say: 'The same job waits to be run already. Discard this one, or wait for the other.',
  },
  unknownJob: {
    status: 409,
    say: 'This version of the service has no such job any more. Discard it instead.',
  },
  noMailbox: {
    status: 404,
    say: 'Mails go out by a mail server here, so there is no mailbox to look into.',
  },
})
