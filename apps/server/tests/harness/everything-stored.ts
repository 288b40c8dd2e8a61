import { sql, type Kysely } from 'kysely'

/**
 * Every column of every row of every table of every schema that is not PostgreSQL's own, as text;
 * bytes also as what they would read as. Nobody has to remember to add a table here.
 */
export async function readEverything(kysely: Kysely<unknown>): Promise<string> {
  const { rows: tables } = await sql<{ schema: string; name: string }>`
    select schemaname as schema, tablename as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema')`.execute(kysely)
  const texts: string[] = []
  for (const { schema, name } of tables) {
    const { rows } = await sql<{ row: string }>`
      select t::text as row from ${sql.table(`${schema}.${name}`)} t`.execute(kysely)
    texts.push(...rows.map(({ row }) => `${schema}.${name}: ${row} ${readableBytes(row)}`))
  }
  return texts.join('\n')
}

/** Binary columns print as `\\x…`, in arrays with more backslashes. */
function readableBytes(row: string): string {
  const pieces = [...row.matchAll(/\\+x([0-9a-f]+)/g)].map((match) => match[1] ?? '')
  return pieces.map((hex) => Buffer.from(hex, 'hex').toString('latin1')).join(' ')
}
