import { sql } from 'kysely'
import { testDatabase } from '@holdfast/testing/database'
import { expect, test } from 'vitest'

const { database } = await testDatabase()

async function read(expression: string): Promise<unknown> {
  const { rows } = await sql<{ value: unknown }>`select ${sql.raw(expression)} as value`.execute(
    database.kysely,
  )
  return rows[0]?.value
}

test.each([
  ['9007199254740991::int8', 9007199254740991],
  ['count(*)', 1],
  ["'{1,null,3}'::int8[]", [1, null, 3]],
  ['0.10::numeric', '0.10'],
  ["'{0.10,2}'::numeric[]", ['0.10', '2']],
  ["'2026-03-29'::date", '2026-03-29'],
  ["'{2026-03-29}'::date[]", ['2026-03-29']],
  ["'2026-03-29T12:00:00.123+02'::timestamptz", new Date('2026-03-29T10:00:00.123Z')],
  ["'2026-03-29 12:00'::timestamp", '2026-03-29 12:00:00'],
  ["'1 day'::interval", '1 day'],
  ['int4range(1, 5)', '[1,5)'],
  ['\'{"a": 1}\'::jsonb', { a: 1 }],
  ["'\\x00ff'::bytea", Buffer.from([0, 255])],
  ['true', true],
  ["'a'::text", 'a'],
  ['null::int8', null],
])('%s is read as %j', async (expression, expected) => {
  expect(await read(expression)).toEqual(expected)
})

test('an int8 that would lose digits is refused, and the connection goes on', async () => {
  await expect(read('9007199254740993::int8')).rejects.toThrow('select it as text')
  expect(await read('1')).toBe(1)
})
