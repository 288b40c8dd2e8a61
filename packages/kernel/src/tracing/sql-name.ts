const operation = /^\s*(?:with\b[^]*?\)\s*)?([a-z]+)/i
const table = /\b(?:from|into|update|join)\s+"?([a-z_]+)"?(?:\."?([a-z_]+)"?)?/i

/** What a statement does and to which table: `SELECT bookings.booking`. Never a value of it. */
export function sqlName(text: string): string {
  const word = operation.exec(text)?.[1]?.toUpperCase() ?? 'SQL'
  const [, schema, name] = table.exec(text) ?? []
  if (schema === undefined) return word
  return name === undefined ? `${word} ${schema}` : `${word} ${schema}.${name}`
}
