import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Database } from '@holdfast/kernel/postgres'
import { sql, type Kysely } from 'kysely'

export interface Dump {
  readonly path: string
  readonly rows: number
  readonly bytes: number
}

const rowsAtOnce = 500

/**
 * Writes every row of a database to `path`, as of one moment: gzipped lines of JSON, the first of
 * them about the dump, each other one `{"table":"shop.product","row":{…}}`. The file is there when
 * it is whole, and only its owner may read it; of a dump that fails nothing stays.
 */
export async function dumpDatabase(
  database: Database<unknown>,
  { path, storeId }: { readonly path: string; readonly storeId: string },
): Promise<Dump> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${process.pid}.draft`
  try {
    const rows = await database.transaction((tx) => writeAll(tx.kysely, { draft, storeId }), {
      isolation: 'repeatable read',
      attempts: 1,
    })
    await rename(draft, path)
    return { path, rows, bytes: (await stat(path)).size }
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

/** How many rows were written. What can not be written ends the reading, and the other way round. */
async function writeAll(
  db: Kysely<unknown>,
  { draft, storeId }: { readonly draft: string; readonly storeId: string },
): Promise<number> {
  let count = 0
  async function* lines(): AsyncGenerator<string> {
    yield `${JSON.stringify({ format: 'holdfast store dump 1', storeId })}\n`
    for (const table of await tablesOf(db)) {
      for await (const row of rowsOf(db, table)) {
        count += 1
        yield `{"table":${JSON.stringify(table)},"row":${row}}\n`
      }
    }
  }
  await pipeline(lines, createGzip(), createWriteStream(draft, { mode: 0o600, flush: true }))
  return count
}

async function tablesOf(db: Kysely<unknown>): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select format('%I.%I', n.nspname, c.relname) as name
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
     order by 1`.execute(db)
  return rows.map(({ name }) => name)
}

async function* rowsOf(db: Kysely<unknown>, table: string): AsyncGenerator<string> {
  // The name comes from the catalogue and is quoted by it.
  const cursor = `declare dumped cursor for select to_jsonb(t)::text as row from ${table} t`
  await sql.raw(cursor).execute(db)
  for (;;) {
    const { rows } = await sql.raw<{ row: string }>(`fetch ${rowsAtOnce} from dumped`).execute(db)
    for (const { row } of rows) yield row
    if (rows.length < rowsAtOnce) break
  }
  await sql.raw('close dumped').execute(db)
}
