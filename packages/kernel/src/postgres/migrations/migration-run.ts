import { setTimeout as pause } from 'node:timers/promises'
import { DatabaseError, type ClientBase } from 'pg'
import { MigrationError } from './migration-error.ts'
import type { MigrationScript } from './migration-script.ts'
import type { SqlStatement } from './sql-statements.ts'

const lockNotAvailable = '55P03'

/**
 * Runs one file. It is applied wholly or not at all. A statement that waits too long for a lock
 * gives up, so that nobody queues behind it, and the file is tried again: `lockAttempts` in all.
 */
export async function runScript(
  client: ClientBase,
  script: MigrationScript,
  lockAttempts: number,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const failure = await tryScript(client, script)
    if (!failure) return
    if (failure.code !== lockNotAvailable || attempt >= lockAttempts) throw failure.error
    await pause(Math.random() * 100 * 2 ** Math.min(attempt, 5))
  }
}

interface Failure {
  readonly code: string | undefined
  readonly error: MigrationError
}

async function tryScript(
  client: ClientBase,
  script: MigrationScript,
): Promise<Failure | undefined> {
  if (!script.file.transactional) await dropAbandonedIndexes(client)
  let running: SqlStatement | undefined
  try {
    for (const text of script.before) await client.query(text)
    for (const statement of script.statements) {
      running = statement
      await client.query(statement.text)
    }
    running = undefined
    for (const text of script.after) await client.query(text)
    return undefined
  } catch (error) {
    await undo(client, script)
    return failureOf(error, script, running)
  }
}

/** Also when the connection is gone: then the server has rolled back by itself. */
async function undo(client: ClientBase, script: MigrationScript): Promise<void> {
  const undoing = script.file.transactional
    ? client.query('rollback')
    : dropAbandonedIndexes(client)
  await undoing.catch(() => undefined)
}

/**
 * A failed or killed CREATE INDEX CONCURRENTLY leaves an invalid index, which slows writes down
 * and makes the next attempt fail. The migration lock is held, and one that somebody else is
 * building at this moment is spared.
 */
async function dropAbandonedIndexes(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name
       from pg_index i
       join pg_class c on c.oid = i.indexrelid and c.relkind = 'i'
       join pg_namespace n on n.oid = c.relnamespace
      where not i.indisvalid
        and n.nspname not like 'pg\\_%'
        and not exists (select from pg_stat_progress_create_index p where p.index_relid = c.oid)`,
  )
  for (const { name } of rows) await client.query(`drop index concurrently if exists ${name}`)
}

function failureOf(
  error: unknown,
  script: MigrationScript,
  statement: SqlStatement | undefined,
): Failure {
  const code = error instanceof DatabaseError ? error.code : undefined
  const place = placeOf(error, script, statement)
  const reason = oneLine(error instanceof Error ? error.message : String(error))
  const message = `${place}: ${reason}${code ? ` (${code})` : ''}. ${remedyFor(code)}`
  return { code, error: new MigrationError(message, { cause: error }) }
}

function placeOf(
  error: unknown,
  script: MigrationScript,
  statement: SqlStatement | undefined,
): string {
  const { file, direction, statements } = script
  const name = `${file.module}/${file.name}`
  if (!statement) return `${name} (${direction})`
  const position = error instanceof DatabaseError ? Number(error.position ?? 1) : 1
  const line = statement.line + statement.text.slice(0, position - 1).split('\n').length - 1
  const index = statements.indexOf(statement) + 1
  return `${name} (${direction}), line ${line}, statement ${index} of ${statements.length}`
}

function remedyFor(code: string | undefined): string {
  if (code === lockNotAvailable) {
    return 'Nothing was changed. A longer query holds the table: end it or wait, then run it again.'
  }
  if (code === undefined)
    return 'Nothing was changed. See that the database answers and run it again.'
  return 'Nothing was changed. Mend the file and run it again.'
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replace(/\.$/, '')
}
