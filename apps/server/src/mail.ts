import { join } from 'node:path'
import {
  createLocalMailbox,
  createSmtpMailer,
  type Mailbox,
  type Mailer,
} from '@holdfast/kernel/mail'
import type { Environment } from './env.ts'

export interface Post {
  readonly mailer: Mailer
  /** The address that its mails come from. */
  readonly address: string
  /** Where mails can be read on this machine, when no mail server is named. */
  readonly mailbox?: Mailbox
}

/** The mail server that the environment names, or a mailbox in the data folder. */
export function openPost(env: Environment): Post {
  const { address } = env.MAIL_FROM
  if (env.SMTP_URL) {
    return {
      address,
      mailer: createSmtpMailer({ url: env.SMTP_URL.reveal(), from: env.MAIL_FROM }),
    }
  }
  const mailbox = createLocalMailbox(join(env.HOLDFAST_DATA_DIR, 'mailbox'))
  return { address, mailer: mailbox, mailbox }
}
