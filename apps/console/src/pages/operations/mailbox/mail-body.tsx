import type { MailDetail } from '@holdfast/operations/contract'

export type MailPart = 'html' | 'text'

interface MailBodyProps {
  readonly mail: MailDetail
  readonly part: MailPart
}

/** What the mail says: as it looks, in a frame that can do nothing, or as plain text. */
export function MailBody({ mail, part }: MailBodyProps) {
  if (part === 'text') {
    return (
      <pre className="px-4 py-4 font-sans whitespace-pre-wrap wrap-anywhere md:px-6">
        {mail.text}
      </pre>
    )
  }
  return (
    <iframe
      title={`Mail: ${mail.subject}`}
      sandbox="allow-popups allow-popups-to-escape-sandbox"
      referrerPolicy="no-referrer"
      src={`/api/v1/mailbox/${encodeURIComponent(mail.id)}/html`}
      height={heightOf(mail)}
      className="w-full"
    />
  )
}

// Without a script a frame can not grow with its content. Both parts say the same, so the lines of
// the text tell how high a phone draws it.
function heightOf({ text }: MailDetail): number {
  const lines = text.split('\n').map((line) => Math.ceil(Math.max(1, line.length) / 36))
  return 220 + 24 * lines.reduce((sum, count) => sum + count, 0)
}
