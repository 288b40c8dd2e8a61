import { sql, type SelectQueryBuilder } from 'kysely'
import { z } from 'zod'
import type { Page, PageQuery } from '../contract/contract.ts'
import { requestProblems, type Problem } from '../problems/problems.ts'

/** Turns the sort key of a row into an opaque text and back. */
export interface Cursor<Key> {
  write(key: Key): string
  /** Throws `request.invalid` for a text that this cursor can not have written. */
  read(text: string): Key
}

/**
 * A cursor over keys of the shape `key`. It is checked, not signed: it says where to go on
 * reading and grants nothing, so a forged one that has the right shape only skips rows.
 */
export function createCursor<Key>(key: z.ZodType<Key>): Cursor<Key> {
  return {
    write: encode,
    read(text) {
      const parsed = key.safeParse(decode(text))
      const isOurs = parsed.success && encode(parsed.data) === text
      if (!isOurs) throw invalid('cursor', 'This cursor is not one of ours.')
      return parsed.data
    },
  }
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function decode(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch {
    return undefined
  }
}

function invalid(path: string, text: string): Problem {
  return requestProblems.invalid({}, { errors: [{ path, code: 'invalid', text }] })
}

export type SortKey = readonly (string | number)[]

export interface PagerOptions<Row, Key extends SortKey> {
  /** The columns that order the list: none may be NULL, together they are unique. */
  readonly columns: readonly string[]
  readonly direction: 'asc' | 'desc'
  /** Where a list has several orders: this one's name, so that no other takes its cursors. */
  readonly order?: string
  /** The shape of a key, one part per column. */
  readonly key: z.ZodType<Key>
  /** A row's key, exactly as stored: a timestamp cut to milliseconds would skip rows. */
  readonly keyOf: (row: Row) => Key
}

/** Reads a list page by page: by cursor, or by offset when the query has one. */
export interface Pager<Row> {
  /** Adds order, limit and the place to go on from. Throws `request.invalid` for a bad cursor. */
  apply<DB, Tables extends keyof DB, Selected>(
    select: SelectQueryBuilder<DB, Tables, Selected>,
    query: PageQuery,
  ): SelectQueryBuilder<DB, Tables, Selected>
  /** The page, from the rows that the applied SELECT returned. */
  cut(rows: readonly Row[], query: PageQuery, total?: number): Page<Row>
}

export function createPager<Row, Key extends SortKey>(options: PagerOptions<Row, Key>): Pager<Row> {
  const { columns, direction, keyOf } = options
  const order = options.order ?? ''
  const cursor = createCursor(z.strictObject({ order: z.literal(order), key: options.key }))

  function isBehind(key: Key) {
    const names = sql.join(columns.map((column) => sql.ref(column)))
    const comparison = sql.raw(direction === 'asc' ? '>' : '<')
    return sql<boolean>`(${names}) ${comparison} (${sql.join([...key])})`
  }

  return {
    apply(select, query) {
      refuseTwoPlaces(query)
      // The row beyond the page says whether there are more.
      let page = select.limit(query.limit + 1)
      for (const column of columns) page = page.orderBy(sql.ref(column), direction)
      if (query.offset !== undefined) return page.offset(query.offset)
      return query.cursor === undefined ? page : page.where(isBehind(cursor.read(query.cursor).key))
    },
    cut(rows, { limit, offset }, total) {
      const items = rows.slice(0, limit)
      const last = items.at(-1)
      const hasMore = rows.length > limit
      const nextCursor =
        hasMore && last !== undefined && offset === undefined
          ? { nextCursor: cursor.write({ order, key: keyOf(last) }) }
          : {}
      const place = offset === undefined ? {} : { offset }
      return {
        items,
        page: {
          limit,
          hasMore,
          ...place,
          ...nextCursor,
          ...(total === undefined ? {} : { total }),
        },
      }
    },
  }
}

function refuseTwoPlaces({ cursor, offset }: PageQuery): void {
  if (cursor === undefined || offset === undefined) return
  throw invalid('offset', 'Please give a cursor or an offset, not both.')
}
