import type { StoredMail } from '@holdfast/kernel/mail'
import { requestProblems } from '@holdfast/kernel/problems'
import type { KeptMails, OperationsContext, OperationsParts } from '../parts.ts'
import { problems } from '../problems.ts'

type Parts = Pick<OperationsParts, 'keptMails'>

/** The mailbox, or `operations.noMailbox`; it is one business's, and for others as good as none. */
export function mailboxFor(ctx: OperationsContext, { keptMails }: Parts): KeptMails['mailbox'] {
  ctx.permit('mailbox.read')
  if (keptMails?.organisationId === ctx.organisationId) return keptMails.mailbox
  throw problems.noMailbox()
}

/** The mail, or `request.notFound`. */
export async function requireMail(
  ctx: OperationsContext,
  id: string,
  parts: Parts,
): Promise<StoredMail> {
  const mail = await mailboxFor(ctx, parts).read(id)
  if (!mail) throw requestProblems.notFound()
  return mail
}
