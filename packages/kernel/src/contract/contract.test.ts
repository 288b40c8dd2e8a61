import { expect, test } from 'vitest'
import { z } from 'zod'
import { lineOfText, pageQuery, queryInteger, textBlock } from './contract.ts'

test('a line of text is trimmed and loses control characters, breaks and direction overrides', () => {
  const line = lineOfText({ max: 40 })
  expect(line.parse('  Ada\u0000\u202e \nLovelace\u001b[31m ')).toBe('Ada Lovelace[31m')
})

test('a block of text keeps its line breaks and tabs', () => {
  expect(textBlock({ max: 40 }).parse(' a\n\tb\u0007 ')).toBe('a\n\tb')
})

test('text is stored as typed: markup is not stripped', () => {
  expect(lineOfText({ max: 40 }).parse('<b>O’Brien</b> & sons')).toBe('<b>O’Brien</b> & sons')
})

test('a text that is empty once cleaned does not count as given', () => {
  expect(lineOfText({ min: 1, max: 9 }).safeParse(' \u0000\n ').success).toBe(false)
})

test('half a surrogate pair becomes well-formed text', () => {
  expect(lineOfText({ max: 9 }).parse('a\ud800').isWellFormed()).toBe(true)
})

test('the length is measured after cleaning', () => {
  expect(lineOfText({ max: 3 }).safeParse('   abc   ').success).toBe(true)
  expect(lineOfText({ max: 3 }).safeParse('abcd').success).toBe(false)
})

test.each([{ limit: '0' }, { limit: '101' }, { limit: 'x' }, { offset: '-1' }, { unknown: '1' }])(
  'a page query of %j is refused',
  (query) => {
    expect(pageQuery.safeParse(query).success).toBe(false)
  },
)

const seats = z.strictObject({ seats: queryInteger({ min: -5, max: 50 }).optional() })

test.each([
  ['7', 7],
  ['0', 0],
  ['-5', -5],
  [50, 50],
  [undefined, undefined],
])('a whole number of the query: %j is %j', (written, meant) => {
  expect(seats.parse({ seats: written })).toEqual({ seats: meant })
})

test.each([
  '0x2',
  '0b1',
  '1e1',
  '1.0',
  '1.5',
  ' 5',
  '5 ',
  '+5',
  '007',
  '-0',
  '',
  ' ',
  'x',
  '9'.repeat(17),
])('a whole number of the query: %j is none', (seatsWritten) => {
  const { error } = seats.safeParse({ seats: seatsWritten })
  expect(error?.issues).toMatchObject([{ message: 'Please write a whole number, such as 12.' }])
})

test.each(['51', '-6', 1.5, true, null, ['1']])('nor is %j', (written) => {
  expect(seats.safeParse({ seats: written }).success).toBe(false)
})

test('a whole number of the query is described in JSON Schema as what it is', () => {
  expect(
    z.toJSONSchema(queryInteger({ min: 1, max: 8 }).prefault(2), { io: 'input' }),
  ).toMatchObject({ type: 'integer', minimum: 1, maximum: 8, default: 2 })
})

test('a page has 50 items unless told', () => {
  expect(pageQuery.parse({})).toEqual({ limit: 50 })
})

test('cleaning is described in JSON Schema as the string that it is', () => {
  expect(z.toJSONSchema(lineOfText({ max: 3 }), { io: 'input' })).toMatchObject({ type: 'string' })
})
