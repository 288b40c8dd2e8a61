import { testDatabase } from '@holdfast/testing/database'
import { Problem } from '../problems/problems.ts'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { pageQuery, type PageQuery } from '../contract/contract.ts'
import { openDatabase } from '../idempotency/given-keys.ts'
import { createCursor, createPager } from './page.ts'
import { sql } from 'kysely'

interface Row {
  readonly at: string
  readonly id: number
}

const { database, ownerUrl } = await testDatabase()
const owner = openDatabase(ownerUrl, 1)
await sql`CREATE TABLE public.entry (at timestamptz NOT NULL, id integer NOT NULL)`.execute(
  owner.kysely,
)
await sql`GRANT SELECT ON public.entry TO holdfast_app`.execute(owner.kysely)
// 25 rows, five at each instant, and the instants differ by a microsecond.
await sql`
  INSERT INTO public.entry (at, id)
  SELECT timestamptz '2026-01-01 00:00:00Z' + (n / 5) * interval '1 microsecond', n
  FROM generate_series(0, 24) AS n`.execute(owner.kysely)
await owner.close()

const { kysely } = database.withTypes<{ entry: { at: string; id: number } }>()

function pagerOf(direction: 'asc' | 'desc') {
  return createPager<Row, readonly [string, number]>({
    columns: ['at', 'id'],
    direction,
    key: z.tuple([z.string(), z.int()]),
    keyOf: (row) => [row.at, row.id],
  })
}

async function readPage(direction: 'asc' | 'desc', query: PageQuery) {
  const pager = pagerOf(direction)
  const select = kysely.selectFrom('entry').select([sql<string>`at::text`.as('at'), 'id'])
  return pager.cut(await pager.apply(select, query).execute(), query)
}

async function readAll(direction: 'asc' | 'desc', limit: number): Promise<number[]> {
  const ids: number[] = []
  let cursor: string | undefined
  do {
    const { items, page } = await readPage(direction, { limit, cursor })
    ids.push(...items.map(({ id }) => id))
    expect(page.hasMore).toBe(page.nextCursor !== undefined)
    cursor = page.nextCursor
  } while (cursor !== undefined)
  return ids
}

const upwards = Array.from({ length: 25 }, (_, index) => index)

test.each([1, 3, 5, 7, 25, 100])('pages of %i show every row once, in order', async (limit) => {
  expect(await readAll('asc', limit)).toEqual(upwards)
  expect(await readAll('desc', limit)).toEqual(upwards.toReversed())
})

test('an offset skips rows and has no cursor', async () => {
  const { items, page } = await readPage('asc', { limit: 10, offset: 20 })
  expect(items.map(({ id }) => id)).toEqual([20, 21, 22, 23, 24])
  expect(page).toEqual({ limit: 10, offset: 20, hasMore: false })
})

test('a forged cursor is invalid input, whatever it is', async () => {
  const cursor = createCursor(z.tuple([z.iso.datetime(), z.uuid()]))
  const good = cursor.write(['2026-01-01T00:00:00Z', '0198c2a4-7a53-7b1e-9d0c-3f6f0a5b9c11'])
  expect(cursor.read(good)[0]).toBe('2026-01-01T00:00:00Z')
  const others = [
    'x',
    good.slice(1),
    `${good}x`,
    Buffer.from('["2026-01-01T00:00:00Z","\' or 1=1"]').toString('base64url'),
    Buffer.from('{}').toString('base64url'),
    Buffer.from('["2026-01-01T00:00:00Z"]').toString('base64url'),
  ]
  for (const forged of others) expect(() => cursor.read(forged)).toThrow(Problem)
})

test('a cursor and an offset at once are refused', async () => {
  const query = pageQuery.parse({ offset: '1', cursor: 'abc' })
  await expect(readPage('asc', query)).rejects.toMatchObject({ code: 'request.invalid' })
})
