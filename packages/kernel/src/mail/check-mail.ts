import { createHash } from 'node:crypto'
import { MailError } from './mail-error.ts'
import type { Mail } from './mailer.ts'

const addressPattern =
  /^[^\s<>()[\]\\,;:"@\u0000-\u001f\u007f]{1,64}@[^\s<>()[\]\\,;:"@\u0000-\u001f\u007f]{1,190}$/
const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g

/**
 * The mail with a subject of one line. Throws a permanent MailError for an address that is not
 * exactly one plain address, so that nothing in a mail can become a header or a recipient.
 */
export function checkMail(mail: Mail): Mail {
  if (mail.id === '') throw new MailError({ kind: 'permanent', reason: 'the mail has no id' })
  if (!addressPattern.test(mail.to)) {
    throw new MailError({ kind: 'permanent', reason: 'the address is not valid' })
  }
  return { ...mail, subject: oneLine(mail.subject) }
}

/** Text for a header: control characters and line breaks become one space. */
export function oneLine(text: string): string {
  return text.replace(controls, ' ').trim()
}

/** Names a mail for ever, without showing its id. */
export function mailKey(id: string): string {
  return createHash('sha256').update(id, 'utf8').digest('hex')
}
