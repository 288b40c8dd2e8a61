import type { NodemailerError } from 'nodemailer'
import { MailError } from './mail-error.ts'

// A refusal of the login is about our configuration, not about this mail.
const loginReplies = new Set([530, 534, 535, 538])

/**
 * What a failed conversation means for the mail. Only a server that refuses this mail for good
 * makes it permanent: an unreachable server, a failed login or a bad certificate will be
 * mended, and the mail shall still go out then. The original error is dropped, since its text
 * repeats addresses.
 */
export function toMailError(error: unknown): MailError {
  if (error instanceof MailError) return error
  if (!isNodemailerError(error)) return new MailError({ kind: 'transient', reason: 'unknown' })
  const { code = 'unknown', originalCode = '', responseCode, command } = error
  return new MailError({
    kind: isPermanent(error) ? 'permanent' : 'transient',
    reason: error.name === 'AbortError' ? 'ETIMEDOUT' : `${code} ${originalCode}`.trim(),
    reply: responseCode,
    during: command,
  })
}

function isPermanent({ code, responseCode, permanent }: NodemailerError): boolean {
  const isAboutTheMail = code === 'EENVELOPE' || code === 'EMESSAGE'
  if (!isAboutTheMail) return false
  if (responseCode === undefined) return code === 'EENVELOPE'
  return permanent === true && !loginReplies.has(responseCode)
}

function isNodemailerError(error: unknown): error is NodemailerError {
  return error instanceof Error
}
