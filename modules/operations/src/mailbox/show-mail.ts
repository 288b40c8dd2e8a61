import type { RouteInput } from '@holdfast/kernel/contract'
import type { MailDetail, operationsRoutes } from '../contract.ts'
import type { OperationsContext, OperationsParts } from '../parts.ts'
import { requireMail } from './kept-mails.ts'

/** One mail, as text. */
export async function showMail(
  ctx: OperationsContext,
  { params }: RouteInput<(typeof operationsRoutes)['showMail']>,
  parts: Pick<OperationsParts, 'keptMails'>,
): Promise<MailDetail> {
  const { id, to, subject, sentAt, text, attachments } = await requireMail(ctx, params.id, parts)
  return {
    id,
    to,
    subject,
    sentAt,
    text,
    attachments: attachments.map(({ fileName, contentType, base64 }) => ({
      fileName,
      contentType,
      sizeBytes: Buffer.byteLength(base64, 'base64'),
    })),
  }
}
