import { defineRoutes, instant, lineOfText, queryInteger } from '@holdfast/kernel/contract'
import { z } from 'zod'

const idParams = z.strictObject({ id: z.string().min(1).max(300) })

/** A mail in the list. */
export const mailRow = z.object({
  id: z.string(),
  to: z.string(),
  subject: z.string(),
  sentAt: instant,
  attachments: z.int().meta({ description: 'How many files it carries.' }),
})
export type MailRow = z.output<typeof mailRow>

export const mailDetail = mailRow.extend({
  text: z.string(),
  attachments: z.array(
    z.object({ fileName: z.string(), contentType: z.string(), sizeBytes: z.int() }),
  ),
})
export type MailDetail = z.output<typeof mailDetail>

const here = 'Only where mails are kept on this machine instead of being sent; otherwise a 404.'

/** The mails that were kept here instead of being sent. */
export const mailboxRoutes = defineRoutes({
  listMails: {
    method: 'GET',
    path: '/mailbox',
    summary: 'Mails that were kept here, newest first',
    description: here,
    access: 'operator',
    action: 'mailbox.read',
    peopleOnly: true,
    clientTimeoutMs: 15_000,
    request: {
      query: z.strictObject({
        limit: queryInteger({ min: 1, max: 200 }).prefault(100),
        q: lineOfText({ max: 100 }).optional().meta({ description: 'Part of address or subject.' }),
      }),
    },
    responses: {
      200: {
        description: 'The newest that match.',
        schema: z.object({ items: z.array(mailRow) }),
      },
    },
    problems: ['operations.noMailbox'],
  },
  showMail: {
    method: 'GET',
    path: '/mailbox/:id',
    summary: 'One mail, as text',
    description: here,
    access: 'operator',
    action: 'mailbox.read',
    peopleOnly: true,
    clientTimeoutMs: 10_000,
    request: { params: idParams },
    responses: { 200: { description: 'The mail.', schema: mailDetail } },
    problems: ['operations.noMailbox'],
  },
  showMailHtml: {
    method: 'GET',
    path: '/mailbox/:id/html',
    summary: 'The HTML part of a mail, for a frame',
    description: `It runs no script and loads nothing. ${here}`,
    access: 'operator',
    action: 'mailbox.read',
    peopleOnly: true,
    clientTimeoutMs: 10_000,
    request: { params: idParams },
    responses: {
      200: { description: 'The page.', contentType: 'text/html', schema: z.string() },
    },
    problems: ['operations.noMailbox'],
  },
})
