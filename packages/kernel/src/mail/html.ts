const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text that may stand anywhere in HTML, also in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '')
}

/** A link that a mail may hold. Throws RangeError for anything but http, https, mailto and tel. */
export function safeLink(link: string): string {
  const parsed = URL.parse(link)
  if (!parsed || !/^(https?|mailto|tel):$/.test(parsed.protocol)) {
    throw new RangeError('a link in a mail must be http, https, mailto or tel')
  }
  return parsed.href
}
