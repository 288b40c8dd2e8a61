import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvOf } from './csv.ts'

const cell = (text: string) =>
  csvOf([[text]])
    .replace('\ufeff', '')
    .replace(/\r\n$/, '')

test('rows end with CRLF and the file begins with the mark of UTF-8', () => {
  const rows = [
    ['Name', 'Guests'],
    ['Zoë', 4],
  ]
  expect(csvOf(rows)).toBe('\ufeffName,Guests\r\nZoë,4\r\n')
})

test.each([
  ['a, b', '"a, b"'],
  ['say "hi"', '"say ""hi"""'],
  ['two\nlines', '"two\nlines"'],
  ['plain', 'plain'],
])('%j is written %j', (text, written) => {
  expect(cell(text)).toBe(written)
})

test.each([
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '  =1',
  '＝1',
  '=HYPERLINK("http://example.com","x")',
])('%j can not run as a formula', (text) => {
  expect(cell(text).replace(/^"/, '')).toMatch(/^'/)
})

test.each([';', '; ', '\t', '\n'])('nor where cells end with %j', (separator) => {
  const name = `Ada${separator}=1+1;"`
  const cells = csvOf([['R1', name]]).split(/[;\t\r\n]/)
  expect(cells.filter((one) => one.trim().startsWith('='))).toEqual([])
})

test('whatever a text holds, the file has one cell for it, which a reader gets back', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (texts) => {
      const read = readRow(csvOf([texts]).slice(1))
      expect(read.map(unmarked)).toEqual(texts.map(unmarked))
    }),
  )
})

/** Without the apostrophes that keep it from being run. */
function unmarked(text: string): string {
  return text.replaceAll("'", '')
}

/** Reads one row as a spreadsheet does (RFC 4180). */
function readRow(line: string): string[] {
  const cells = `,${line.slice(0, -2)}`.match(/,(?:"(?:[^"]|"")*"|[^",]*)/g) ?? []
  return cells
    .map((one) => one.slice(1))
    .map((one) => (one.startsWith('"') ? one.slice(1, -1).replaceAll('""', '"') : one))
}
