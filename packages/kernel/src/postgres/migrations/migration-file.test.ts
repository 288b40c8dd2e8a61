import { expect, test } from 'vitest'
import { parseMigrationFile } from './migration-file.ts'

const parse = (text: string, name = '0001-first.sql') => parseMigrationFile('shop', name, text)

test('a file has an up part, a down part and headers', () => {
  const file = parse(
    '-- Widens the till.\n-- breaking\n-- up\nselect 1;\nselect 2;\n-- down\nselect 3;\n',
  )
  expect(file).toMatchObject({
    module: 'shop',
    number: 1,
    breaking: true,
    transactional: true,
    up: [
      { text: 'select 1', line: 4 },
      { text: 'select 2', line: 5 },
    ],
    down: [{ text: 'select 3', line: 7 }],
  })
})

test('the checksum is of the text, not of the line ends of the machine', () => {
  const unix = '-- up\nselect 1;\n-- down\n'
  expect(parse(unix.replaceAll('\n', '\r\n')).checksum).toBe(parse(unix).checksum)
  expect(parse(unix.replace('1', '2')).checksum).not.toBe(parse(unix).checksum)
})

type Case = readonly [name: string, text: string, message: RegExp, file?: string]

const refused: readonly Case[] = [
  ['no down part', '-- up\nselect 1', /needs one line "-- up" and after it one line "-- down"/],
  ['two up parts', '-- up\nselect 1;\n-- up\n-- down', /needs one line/],
  ['down before up', '-- down\n-- up\nselect 1', /needs one line/],
  ['an empty up part', '-- up\n-- nothing yet\n-- down\nselect 1', /up part is empty/],
  ['an unknown header', '-- braeking\n-- up\nselect 1;\n-- down', /unknown header "-- braeking"/],
  ['a statement above up', 'select 1;\n-- up\nselect 1;\n-- down', /line 1 stands above "-- up"/],
  ['its own commit', '-- up\nselect 1;\nCOMMIT;\n-- down', /line 3: the runner opens and ends/],
  [
    'two statements without a transaction',
    '-- no-transaction\n-- up\nselect 1; select 2;\n-- down',
    /each part holds one statement/,
  ],
  ['a wrong name', '-- up\nselect 1;\n-- down', /must be NNNN-name.sql/, '1-first.sql'],
  ['the number zero', '-- up\nselect 1;\n-- down', /must be NNNN-name.sql/, '0000-first.sql'],
]

test.each(refused.map(asCase))(
  '$name is refused in one line with the remedy',
  ({ text, message, file }) => {
    expect(() => parse(text, file)).toThrow(message)
    expect(() => parse(text, file)).toThrow(/^shop\/[^\n]*$/)
  },
)

function asCase([name, text, message, file]: Case) {
  return { name, text, message, file }
}
