import { uuid } from '@holdfast/kernel/contract'
import { defineJob, noInput } from '@holdfast/kernel/jobs'
import { z } from 'zod'
import { noticeTypes } from './account/mails/account-mails.ts'

const sendWithinMs = 30_000
const cleanUpWithinMs = 120_000

/** The mails with a link that somebody asked for. */
const linkMailKinds = ['passwordReset', 'emailVerification'] as const
export type LinkMailKind = (typeof linkMailKinds)[number]

/**
 * The link that somebody asked for, if the address is somebody's. Tried for about two hours, with
 * pauses that are shorter than the life of a link: nobody waits for it much longer.
 */
export const sendLinkMail = defineJob({
  name: 'identity.sendLinkMail',
  input: z.strictObject({
    kind: z.enum(linkMailKinds),
    /** Of the event that it follows: it becomes the mail's id. */
    eventId: uuid,
    requestId: uuid,
  }),
  deadlineMs: sendWithinMs,
  retry: { attempts: 35, firstMs: 1_000, capMs: 600_000 },
})

// A mail server may be away for hours, and what these say is true the next day as well.
const patient = { attempts: 20, firstMs: 1_000, capMs: 3_600_000 } as const

/** Tells a person what was done to their account. */
export const sendNotice = defineJob({
  name: 'identity.sendNotice',
  input: z.strictObject({ notice: z.enum(noticeTypes), eventId: uuid, personId: uuid }),
  deadlineMs: sendWithinMs,
  retry: patient,
})

/** One mail of an invitation; nothing when it has ended or was sent again since. */
export const sendInvitation = defineJob({
  name: 'identity.sendInvitation',
  input: z.strictObject({ eventId: uuid, invitationId: uuid, sends: z.int() }),
  deadlineMs: sendWithinMs,
  retry: patient,
})

/** Deletes sessions, one-time values and requests that have ended. */
export const cleanUpAccounts = defineJob({
  name: 'identity.cleanUpAccounts',
  input: noInput,
  deadlineMs: cleanUpWithinMs,
  schedule: { cron: '5 * * * *', timeZone: 'UTC' },
})

/** Forgets whom old invitations were for. */
export const forgetAddresses = defineJob({
  name: 'identity.forgetAddresses',
  input: noInput,
  deadlineMs: cleanUpWithinMs,
  schedule: { cron: '20 3 * * *', timeZone: 'UTC' },
})
