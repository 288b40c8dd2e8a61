import { expect, test } from 'vitest'
import { z } from 'zod'
import { lineOfText, pageQuery, textBlock } from './contract.ts'

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

test('a page has 50 items unless told', () => {
  expect(pageQuery.parse({})).toEqual({ limit: 50 })
})

test('cleaning is described in JSON Schema as the string that it is', () => {
  expect(z.toJSONSchema(lineOfText({ max: 3 }), { io: 'input' })).toMatchObject({ type: 'string' })
})
