import type { StoredMail } from './local-mailbox.ts'

/** The HTML part of a mail as a page of its own, and the policy to send with it. */
export interface HtmlPart {
  readonly html: string
  /** Runs no script, loads nothing, and may be framed by pages of its own origin alone. */
  readonly policy: string
}

/** The HTML part as it was sent; its links open beside, since the frame may go nowhere. */
export function htmlPartOf({ html }: Pick<StoredMail, 'html'>): HtmlPart {
  return {
    html: html.replace(/<head>/i, (head) => `${head}\n<base target="_blank">`),
    policy: [
      'sandbox allow-popups allow-popups-to-escape-sandbox',
      "default-src 'none'",
      "style-src 'unsafe-inline'",
      'img-src data:',
      "frame-ancestors 'self'",
    ].join('; '),
  }
}
