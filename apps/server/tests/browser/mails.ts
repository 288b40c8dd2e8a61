import type { Mailbox, StoredMail } from '@holdfast/kernel/mail'
import { eventually } from '@holdfast/testing/eventually'

/** The mail to this address whose subject matches, as soon as it is there. */
export function mailTo(mailbox: Mailbox, to: string, subject: RegExp): Promise<StoredMail> {
  return eventually(
    async () => {
      const mails = (await mailbox.list()).filter((mail) => mail.to === to)
      const found = mails.find((mail) => subject.test(mail.subject))
      if (!found) throw new Error(`no ${subject} among ${mails.map((mail) => mail.subject)}`)
      return found
    },
    { withinMs: 15_000, everyMs: 100 },
  )
}

/** The signed link of a mail. */
export function linkIn(mail: StoredMail): string {
  const link = /https?:\S+#token=[\w.-]+/.exec(mail.text)?.[0]
  if (link === undefined) throw new Error(`no link in the mail:\n${mail.text}`)
  return link
}
