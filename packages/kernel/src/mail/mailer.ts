/** A mail to one person. */
export interface Mail {
  /** Follows from what caused the mail, so that sending it again is the same mail. */
  readonly id: string
  readonly to: string
  /** Never holds personal data: it is shown in lists, on locked screens and in logs of servers. */
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly attachments?: readonly Attachment[]
}

export interface Attachment {
  readonly fileName: string
  readonly contentType: string
  readonly content: string | Uint8Array
}

export interface Mailer {
  /**
   * Resolves when the mail was handed over. The same id twice is one mail. Throws MailError,
   * which says whether another try can help.
   */
  send(mail: Mail): Promise<void>
}
