import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir, rename, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { finished } from 'node:stream/promises'
import { createGzip, type Gzip } from 'node:zlib'
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
 * it is whole, and only its owner may read it.
 */
export async function dumpDatabase(
  database: Database<unknown>,
  { path, storeId }: { readonly path: string; readonly storeId: string },
): Promise<Dump> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${process.pid}.draft`
  const gzip = createGzip()
  const file = gzip.pipe(createWriteStream(draft, { mode: 0o600, flush: true }))
  const done = finished(file)
  const rows = await database.transaction((tx) => writeAll(tx.kysely, { gzip, storeId }), {
    isolation: 'repeatable read',
    attempts: 1,
  })
  gzip.end()
  await done
  await rename(draft, path)
  return { path, rows, bytes: (await stat(path)).size }
}

async function writeAll(
  db: Kysely<unknown>,
  { gzip, storeId }: { gzip: Gzip; storeId: string },
): Promise<number> {
  await write(gzip, JSON.stringify({ format: 'holdfast store dump 1', storeId }))
  let count = 0
  for (const table of await tablesOf(db)) count += await writeTable(db, table, gzip)
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

async function writeTable(db: Kysely<unknown>, table: string, gzip: Gzip): Promise<number> {
  // The name comes from the catalogue and is quoted by it.
  const cursor = `declare dumped cursor for select to_jsonb(t)::text as row from ${table} t`
  await sql.raw(cursor).execute(db)
  let count = 0
  for (;;) {
    const { rows } = await sql.raw<{ row: string }>(`fetch ${rowsAtOnce} from dumped`).execute(db)
    for (const { row } of rows) {
      await write(gzip, `{"table":${JSON.stringify(table)},"row":${row}}`)
    }
    count += rows.length
    if (rows.length < rowsAtOnce) break
  }
  await sql.raw('close dumped').execute(db)
  return count
}

async function write(gzip: Gzip, line: string): Promise<void> {
  if (!gzip.write(`${line}\n`)) await once(gzip, 'drain')
}
