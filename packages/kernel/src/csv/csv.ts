/**
 * A table as CSV (RFC 4180) with the mark that tells spreadsheets it is UTF-8. A text that a
 * spreadsheet would run as a formula is made a text by an apostrophe (OWASP, CSV injection), also
 * where it separates cells by semicolons or tabs, as in much of Europe, and quotes mean nothing to it.
 */
export function csvOf(rows: readonly (readonly (string | number)[])[]): string {
  return `\ufeff${rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('')}`
}

function cellOf(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const text = value.replaceAll(startsFormula, "'")
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const startsFormula = /(?<=^|[;\t\r\n])(?=\s*[=+\-@＝＋－＠])|^(?=[\t\r\n])/g
const needsQuotes = /[",\r\n]/
