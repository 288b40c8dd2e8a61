/** What a mail server said, without the address and without the text that may contain it. */
export interface MailFailure {
  /** `transient`: the same mail may pass later. `permanent`: it never will. */
  readonly kind: 'transient' | 'permanent'
  /** nodemailer's code and the one beneath (`ESOCKET ECONNREFUSED`), or what the mail lacks. */
  readonly reason: string
  /** The SMTP reply, such as 550. */
  readonly reply?: number | undefined
  /** What was being said to the server: `RCPT TO`, `DATA`. */
  readonly during?: string | undefined
}

/** A mail was not handed over. It never contains an address, a subject or a password. */
export class MailError extends Error {
  override readonly name = 'MailError'
  readonly kind: 'transient' | 'permanent'
  readonly reason: string
  readonly reply: number | undefined
  readonly during: string | undefined

  constructor({ kind, reason, reply, during }: MailFailure) {
    super([`The mail was not sent (${kind}): ${reason}`, reply, during].filter(Boolean).join(' '))
    this.kind = kind
    this.reason = reason
    this.reply = reply
    this.during = during
  }
}
