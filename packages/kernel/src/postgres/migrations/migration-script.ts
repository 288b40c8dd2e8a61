import { escapeLiteral } from 'pg'
import type { MigrationFile } from './migration-file.ts'
import type { SqlStatement } from './sql-statements.ts'

export type Direction = 'up' | 'down'

/** Everything that one file sends to the server, in order. `plan` prints it, the runner runs it. */
export interface MigrationScript {
  readonly file: MigrationFile
  readonly direction: Direction
  readonly before: readonly string[]
  readonly statements: readonly SqlStatement[]
  /** The row of the history, in the same transaction when the file has one. */
  readonly after: readonly string[]
}

/** `lockTimeoutMs` is how long a statement may queue for a lock while others queue behind it. */
export function scriptOf(
  file: MigrationFile,
  direction: Direction,
  lockTimeoutMs: number,
): MigrationScript {
  const record = direction === 'up' ? insertRow(file) : deleteRow(file)
  const patience = `lock_timeout = '${lockTimeoutMs}ms'`
  return {
    file,
    direction,
    before: file.transactional ? ['begin', `set local ${patience}`] : [`set ${patience}`],
    statements: file[direction],
    after: file.transactional ? [record, 'commit'] : [record],
  }
}

/** The script as text that psql takes. */
export function renderScript(script: MigrationScript): string {
  const { file, direction, before, statements, after } = script
  const lines = [...before, ...statements.map(({ text }) => text), ...after]
  return [`-- ${file.module}/${file.name} (${direction})`, ...lines.map(terminated)].join('\n')
}

/** A last comment on the line must not swallow the semicolon. */
export function terminated(statement: string): string {
  const lastLine = statement.slice(statement.lastIndexOf('\n') + 1)
  return lastLine.includes('--') ? `${statement}\n;` : `${statement};`
}

function insertRow(file: MigrationFile): string {
  const values = [
    escapeLiteral(file.module),
    file.number,
    escapeLiteral(file.name),
    escapeLiteral(file.checksum),
    file.breaking,
  ]
  return (
    'insert into kernel.migration (module, number, name, checksum, breaking)\n' +
    `values (${values.join(', ')})`
  )
}

function deleteRow(file: MigrationFile): string {
  const module = escapeLiteral(file.module)
  return `delete from kernel.migration where module = ${module} and number = ${file.number}`
}
