import { createHash } from 'node:crypto'
import { CompiledQuery, type Compilable, type Insertable, type Kysely } from 'kysely'

/** A statement that each connection prepares once under its name, and then only runs. */
export interface PreparedQuery<R> extends CompiledQuery<R> {
  readonly preparedAs: string
}

/**
 * Runs a statement that the server parses and plans once for each connection. For those of the
 * busiest paths: their texts must be few, and name the columns that they read, since a prepared
 * `select *` fails once a migration adds a column.
 */
export async function runPrepared<R>(
  db: Pick<Kysely<unknown>, 'executeQuery'>,
  query: CompiledQuery<R> | Compilable<R>,
): Promise<R[]> {
  const compiled: CompiledQuery<R> = 'compile' in query ? query.compile() : query
  const { rows } = await db.executeQuery<R>(asPrepared(compiled))
  return rows
}

/** Inserts a row by a prepared statement, whose text is made once for each set of columns. */
export async function insertPrepared<DB, Table extends keyof DB & string>(
  db: Kysely<DB>,
  table: Table,
  row: Insertable<DB[Table]>,
): Promise<void> {
  const given = Object.entries(row).filter(([, value]) => value !== undefined)
  const text = insertionOf(
    table,
    given.map(([column]) => column),
  )
  const values = given.map(([, value]) => value)
  await runPrepared(db, CompiledQuery.raw(text, values))
}

function asPrepared<R>(query: CompiledQuery<R>): PreparedQuery<R> {
  return { ...query, preparedAs: nameOf(query.sql) }
}

/** The name that a query is prepared under; undefined for the others. */
export function preparedNameOf(query: CompiledQuery): string | undefined {
  return 'preparedAs' in query ? String(query.preparedAs) : undefined
}

const names = new Map<string, string>()

// The server takes one text for each name, and 63 bytes.
function nameOf(text: string): string {
  const known = names.get(text)
  if (known !== undefined) return known
  const name = createHash('sha256').update(text).digest('hex').slice(0, 32)
  names.set(text, name)
  return name
}

const insertions = new Map<string, string>()

function insertionOf(table: string, columns: readonly string[]): string {
  const list = columns.join(', ')
  const key = `${table} (${list})`
  const known = insertions.get(key)
  if (known !== undefined) return known
  const places = columns.map((_, index) => `$${index + 1}`).join(', ')
  const text = `insert into ${key} values (${places})`
  insertions.set(key, text)
  return text
}
