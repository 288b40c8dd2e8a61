import { defineJob, noInput } from '@holdfast/kernel/jobs'

const deadlineMs = 120_000

/** Deletes sessions, one-time values and requests that have ended. */
export const cleanUpAccounts = defineJob({
  name: 'identity.cleanUpAccounts',
  input: noInput,
  deadlineMs,
  schedule: { cron: '5 * * * *', timeZone: 'UTC' },
})

/** Forgets whom old invitations were for. */
export const forgetAddresses = defineJob({
  name: 'identity.forgetAddresses',
  input: noInput,
  deadlineMs,
  schedule: { cron: '20 3 * * *', timeZone: 'UTC' },
})
