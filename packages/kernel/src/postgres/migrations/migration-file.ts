import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MigrationError } from './migration-error.ts'
import { splitStatements, type SqlStatement } from './sql-statements.ts'

/** A module that owns tables: its name and the absolute path of its migration folder. */
export interface MigrationModule {
  readonly name: string
  readonly folder: string
}

/** One `NNNN-name.sql`, read and checked. */
export interface MigrationFile {
  readonly module: string
  readonly number: number
  /** The file's name, `0001-events.sql`. */
  readonly name: string
  /** SHA-256 of the text with Unix line ends, in hex. */
  readonly checksum: string
  /** Header `-- breaking`: a process that does not know this file must not run on its schema. */
  readonly breaking: boolean
  /** False under the header `-- no-transaction`: one single statement that runs by itself. */
  readonly transactional: boolean
  readonly up: readonly SqlStatement[]
  readonly down: readonly SqlStatement[]
}

const fileNamePattern = /^(\d{4})-[a-z0-9]+(?:-[a-z0-9]+)*\.sql$/
const markPattern = /^-- *(up|down) *$/gm
const headers = ['breaking', 'no-transaction'] as const

/** Reads a module's folder, in the order of its history. */
export async function readMigrationFiles(
  module: MigrationModule,
): Promise<readonly MigrationFile[]> {
  const names = (await readdir(module.folder)).filter((name) => name.endsWith('.sql')).sort()
  const files = await Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(module.folder, name), 'utf8')
      return parseMigrationFile(module.name, name, text)
    }),
  )
  refuseSharedNumbers(files)
  return files
}

/** Parses one file. Throws MigrationError that names the file and the line. */
export function parseMigrationFile(module: string, name: string, source: string): MigrationFile {
  const refuse = (reason: string) => new MigrationError(`${module}/${name}: ${reason}`)
  const number = Number(fileNamePattern.exec(name)?.[1])
  if (!number) throw refuse('the name must be NNNN-name.sql, counted from 0001. Rename the file.')
  const text = source.replaceAll('\r\n', '\n')
  const marks = [...text.matchAll(markPattern)]
  const [up, down] = marks
  if (marks.length !== 2 || up?.[1] !== 'up' || down?.[1] !== 'down') {
    throw refuse('it needs one line "-- up" and after it one line "-- down". Add what is missing.')
  }
  const flags = readHeaders(text.slice(0, up.index), refuse)
  const file: MigrationFile = {
    module,
    number,
    name,
    checksum: createHash('sha256').update(text).digest('hex'),
    breaking: flags.has('breaking'),
    transactional: !flags.has('no-transaction'),
    up: statementsBetween(text, up.index, down.index),
    down: statementsBetween(text, down.index, text.length),
  }
  refuseUnsafeStatements(file, refuse)
  return file
}

type Refuse = (reason: string) => MigrationError

/** The one-word comment lines above `-- up`. Longer comments are prose and may stand anywhere. */
function readHeaders(text: string, refuse: Refuse): ReadonlySet<string> {
  const found = [...text.matchAll(/^-- +([a-z-]+) *$/gm)].map(([, word = '']) => word)
  const unknown = found.find((word) => !headers.some((header) => header === word))
  if (unknown) throw refuse(`unknown header "-- ${unknown}". Known: ${headers.join(', ')}.`)
  const [stray] = splitStatements(text)
  if (stray) throw refuse(`line ${stray.line} stands above "-- up". Move it below.`)
  return new Set(found)
}

/** Statements of one part, with the lines of the whole file. */
function statementsBetween(text: string, start: number, end: number): readonly SqlStatement[] {
  const blankLines = '\n'.repeat(text.slice(0, start).split('\n').length - 1)
  return splitStatements(blankLines + text.slice(start, end))
}

const transactionWords = /^(begin|start\s+transaction|commit|end|rollback|abort)\b/i

function refuseUnsafeStatements(file: MigrationFile, refuse: Refuse): void {
  if (file.up.length === 0) throw refuse('its up part is empty. Write the change below "-- up".')
  const control = [...file.up, ...file.down].find(({ text }) => transactionWords.test(text))
  if (control) {
    throw refuse(
      `line ${control.line}: the runner opens and ends the transaction. Remove the statement.`,
    )
  }
  if (!file.transactional && Math.max(file.up.length, file.down.length) > 1) {
    throw refuse(
      'under "-- no-transaction" each part holds one statement, ' +
        'since nothing could undo the first one when the second fails. Split the file.',
    )
  }
}

function refuseSharedNumbers(files: readonly MigrationFile[]): void {
  for (const [index, file] of files.entries()) {
    const next = files[index + 1]
    if (next?.number === file.number) {
      throw new MigrationError(
        `${file.module}: ${file.name} and ${next.name} share a number. Give the newer one the next.`,
      )
    }
  }
}
