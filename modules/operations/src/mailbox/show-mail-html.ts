import type { RouteInput } from '@holdfast/kernel/contract'
import { htmlPartOf } from '@holdfast/kernel/mail'
import { answer, type Answered } from '@holdfast/kernel/module'
import type { operationsRoutes } from '../contract.ts'
import type { OperationsContext, OperationsParts } from '../parts.ts'
import { requireMail } from './kept-mails.ts'

/** The HTML part of a mail: what came from outside shows, and can do nothing. */
export async function showMailHtml(
  ctx: OperationsContext,
  { params }: RouteInput<(typeof operationsRoutes)['showMailHtml']>,
  parts: Pick<OperationsParts, 'keptMails'>,
): Promise<Answered<string, 200>> {
  const { html, policy } = htmlPartOf(await requireMail(ctx, params.id, parts))
  return answer(200, html, {
    'content-security-policy': policy,
    'x-frame-options': 'SAMEORIGIN',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  })
}
