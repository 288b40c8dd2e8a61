/** Which mails are shown, and which of them is open. */
export interface MailboxSearch {
  readonly q?: string
  /** Ids of mails hold slashes, so they stand here and not in the path. */
  readonly mail?: string
}

/** Reads an address; what it can not mean is dropped. */
export function readMailboxSearch(raw: Readonly<Record<string, unknown>>): MailboxSearch {
  const { q, mail } = raw
  return {
    ...(isText(q, 100) ? { q } : {}),
    ...(isText(mail, 300) ? { mail } : {}),
  }
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value !== '' && value.length <= longest
}
