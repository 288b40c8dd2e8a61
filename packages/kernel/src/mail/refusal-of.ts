import { MailError } from './mail-error.ts'
import type { Mail, Mailer } from './mailer.ts'

/**
 * Hands a mail over. Resolves to why it never will be, or to undefined when it was taken. Throws
 * what may pass: the same mail can be tried again.
 */
export async function refusalOf(mailer: Mailer, mail: Mail): Promise<MailError | undefined> {
  try {
    await mailer.send(mail)
    return undefined
  } catch (error) {
    if (error instanceof MailError && error.kind === 'permanent') return error
    throw error
  }
}
