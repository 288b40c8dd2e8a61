import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import type { StoredMail } from '@holdfast/kernel/mail'
import type { MailRow, operationsRoutes } from '../contract.ts'
import type { OperationsContext, OperationsParts } from '../parts.ts'
import { mailboxFor } from './kept-mails.ts'

type ListRoute = (typeof operationsRoutes)['listMails']

/** How far back a search looks. */
const searched = 1_000

/** The newest mails that were kept here, or those of them whose address or subject matches. */
export async function listMails(
  ctx: OperationsContext,
  { query }: RouteInput<ListRoute>,
  parts: Pick<OperationsParts, 'keptMails'>,
): Promise<RouteOutput<ListRoute>> {
  const mailbox = mailboxFor(ctx, parts)
  const { limit, q = '' } = query
  const mails = await mailbox.list(q === '' ? limit : searched)
  const found = mails.filter((mail) => matches(mail, q.toLowerCase())).slice(0, limit)
  return { items: found.map(rowOf) }
}

function matches({ to, subject }: StoredMail, text: string): boolean {
  return `${to}\n${subject}`.toLowerCase().includes(text)
}

function rowOf({ id, to, subject, sentAt, attachments }: StoredMail): MailRow {
  return { id, to, subject, sentAt, attachments: attachments.length }
}
