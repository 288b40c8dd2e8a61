/** A piece of HTML; whatever is put into it by `html` is escaped unless it is one as well. */
export interface Html {
  readonly text: string
}

export function html(parts: TemplateStringsArray, ...values: readonly (string | Html)[]): Html {
  const text = parts
    .map((part, index) => part + (index < values.length ? textOf(values[index]) : ''))
    .join('')
  return { text }
}

function textOf(value: string | Html | undefined): string {
  return typeof value === 'string' ? escapeHtml(value) : (value?.text ?? '')
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
