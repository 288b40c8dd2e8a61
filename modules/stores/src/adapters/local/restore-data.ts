import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { Database } from '@holdfast/kernel/postgres'
import { sql, type Kysely } from 'kysely'

type Db = Kysely<unknown>

/** A dump or a store that nothing can be restored from or into; the message is for an operator. */
export class CannotRestore extends Error {
  override readonly name = 'CannotRestore'
}

const rowsAtOnce = 500

/**
 * Puts the rows that `dumpDatabase` has written in the place of those that are there, all of them or
 * none. The tables have to be there, of the same version. What was migrated is left as it is.
 * Returns how many rows. Throws `CannotRestore`.
 */
export async function restoreDatabase(database: Database<unknown>, path: string): Promise<number> {
  const restored = await database.transaction(
    async ({ kysely }) => {
      const tables = await tablesOf(kysely)
      const keys = await dropForeignKeys(kysely)
      if (tables.size > 0) await run(kysely, `truncate ${[...tables.keys()].join(', ')}`)
      const count = await insertAll(kysely, tables, path)
      await advanceSequences(kysely)
      for (const statement of keys) await run(kysely, statement)
      return count
    },
    { attempts: 1 },
  )
  return restored
}

// Whatever becomes part of a statement here was quoted by the catalogue.
const run = (db: Db, statement: string) => sql.raw(statement).execute(db)

const ours = sql.raw(`n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'`)

/** The columns that may be written, by table. What was migrated says so in tables of that name. */
async function tablesOf(db: Db): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  const { rows } = await sql<{ name: string; columns: Readonly<Record<string, string>> }>`
    select format('%I.%I', n.nspname, c.relname) as name,
           jsonb_object_agg(a.attname, quote_ident(a.attname)) as columns
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relkind = 'r' and ${ours} and a.attgenerated = '' and c.relname !~ 'migrations?$'
     group by 1`.execute(db)
  return new Map(rows.map(({ name, columns }) => [name, new Map(Object.entries(columns))]))
}

/** Rows come table by table and not in the order in which they need each other. Gives the way back. */
async function dropForeignKeys(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ of: string; back: string }>`
    select format('%I.%I drop constraint %I', n.nspname, c.relname, k.conname) as of,
           format('%I.%I add constraint %I %s', n.nspname, c.relname, k.conname,
             pg_get_constraintdef(k.oid)) as back
      from pg_constraint k join pg_class c on c.oid = k.conrelid
      join pg_namespace n on n.oid = c.relnamespace
     where k.contype = 'f' and ${ours}`.execute(db)
  for (const { of } of rows) await run(db, `alter table ${of}`)
  return rows.map(({ back }) => `alter table ${back}`)
}

async function insertAll(
  db: Db,
  tables: Awaited<ReturnType<typeof tablesOf>>,
  path: string,
): Promise<number> {
  let count = 0
  let batch: Batch = { table: '', rows: [] }
  const write = async (next: Batch) => {
    const columns = tables.get(batch.table)
    if (columns) count += await insertBatch(db, batch, columns)
    batch = next
  }
  for await (const { table, row } of readRows(path)) {
    if (table !== batch.table || batch.rows.length >= rowsAtOnce) await write({ table, rows: [] })
    if (!tables.has(table) && !/migrations?"?$/.test(table)) {
      throw new CannotRestore(
        `There is no table ${table}: the dump is of another engine or version.`,
      )
    }
    batch.rows.push(row)
  }
  await write({ table: '', rows: [] })
  return count
}

interface Batch {
  readonly table: string
  readonly rows: object[]
}

async function insertBatch(
  db: Db,
  { table, rows }: Batch,
  columns: ReadonlyMap<string, string>,
): Promise<number> {
  const [first] = rows
  if (!first) return 0
  // A column that came later keeps what it is without being told.
  const known = Object.keys(first).flatMap((name) => columns.get(name) ?? [])
  const names = sql.raw(known.join(', '))
  const into = sql.raw(table)
  await sql`insert into ${into} (${names}) overriding system value
    select ${names} from jsonb_populate_recordset(null::${into}, ${JSON.stringify(rows)}::jsonb)
  `.execute(db)
  return rows.length
}

async function* readRows(path: string): AsyncGenerator<{ table: string; row: object }> {
  let isFirst = true
  for await (const line of readLines(path)) {
    const said = JSON.parse(line)
    if (isFirst && said.format !== 'holdfast store dump 1') break
    if (!isFirst) yield said
    isFirst = false
  }
  if (isFirst) throw new CannotRestore('This is no dump of a store.')
}

async function* readLines(path: string): AsyncGenerator<string> {
  // What goes wrong with either ends both, and the reading.
  const unzipped = pipeline(createReadStream(path), createGunzip(), () => undefined)
  let rest = ''
  try {
    for await (const text of unzipped.setEncoding('utf8')) {
      const lines = `${rest}${text}`.split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
  } catch (cause) {
    throw new CannotRestore(`The dump can not be read to its end.`, { cause })
  }
}

/** What is numbered goes on behind the highest number that came. */
async function advanceSequences(db: Db): Promise<void> {
  const { rows } = await sql<{ advance: string }>`
    select format('select setval(%L, coalesce((select max(%I) from %I.%I), 0) + 1, false)',
             s.sequence, s.attname, s.nspname, s.relname) as advance
      from (select n.nspname, c.relname, a.attname,
                   pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname) sequence
              from pg_class c join pg_namespace n on n.oid = c.relnamespace
              join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
             where c.relkind = 'r' and ${ours}) s
     where s.sequence is not null`.execute(db)
  for (const { advance } of rows) await run(db, advance)
}
