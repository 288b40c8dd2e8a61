/** A piece of HTML. Whatever `html` puts into it is escaped, unless it is one as well. */
export interface Html {
  readonly markup: string
}

type Piece = string | number | Html | undefined | false | readonly Html[]

/** The one way to make HTML here: what people wrote is data wherever it lands. */
export function html(parts: TemplateStringsArray, ...values: readonly Piece[]): Html {
  const pieces = parts.map((part, index) => part + markupOf(values[index]))
  return { markup: pieces.join('') }
}

function markupOf(value: Piece): string {
  if (value === undefined || value === false) return ''
  if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value))
  if ('markup' in value) return value.markup
  return value.map(({ markup }) => markup).join('')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character)
}
