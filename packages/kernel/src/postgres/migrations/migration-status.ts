import type { AppliedMigration } from './migration-history.ts'
import type { MigrationFile } from './migration-file.ts'

/** One migration as seen from its file, its row in the history, or both. */
export interface MigrationStatus {
  readonly module: string
  readonly number: number
  readonly name: string
  readonly state: MigrationState
  readonly appliedAt?: Date
}

export type MigrationState =
  /** File and history agree. */
  | 'applied'
  /** Waits for `up`. */
  | 'pending'
  /** Applied by a later version of the service and harmless to this one. */
  | 'newer'
  /** Applied by a later version, which said that earlier ones do not work with it. */
  | 'breaking'
  /** The file changed after it was applied. */
  | 'edited'
  /** Applied, but the file is gone although later ones are here. */
  | 'missing'
  /** Not applied, but a later one is. */
  | 'late'

/** Compares the files of one module with its history, by number. Pure. */
export function compareWithHistory(
  files: readonly MigrationFile[],
  history: readonly AppliedMigration[],
): readonly MigrationStatus[] {
  const lastFile = files.at(-1)?.number ?? 0
  const lastApplied = history.at(-1)?.number ?? 0
  const rows = new Map(history.map((row) => [row.number, row]))
  const known = new Set(files.map(({ number }) => number))
  const fromFiles = files.map((file) => {
    const row = rows.get(file.number)
    return { ...identity(file), state: stateOfFile(file, row, lastApplied), ...appliedAt(row) }
  })
  const fromHistory = history
    .filter(({ number }) => !known.has(number))
    .map((row) => ({ ...identity(row), state: stateOfRow(row, lastFile), ...appliedAt(row) }))
  return [...fromFiles, ...fromHistory].sort((one, other) => one.number - other.number)
}

function stateOfFile(
  file: MigrationFile,
  row: AppliedMigration | undefined,
  lastApplied: number,
): MigrationState {
  if (row) return row.checksum === file.checksum ? 'applied' : 'edited'
  return file.number < lastApplied ? 'late' : 'pending'
}

function stateOfRow(row: AppliedMigration, lastFile: number): MigrationState {
  if (row.number < lastFile) return 'missing'
  return row.breaking ? 'breaking' : 'newer'
}

const refusals: Readonly<Partial<Record<MigrationState, string>>> = {
  breaking:
    'was applied by a newer version and this version can not run on its schema. ' +
    'Start the newer version, or take the migration back with it first.',
  edited:
    'was changed after it was applied. Restore the file as it was, and put the change in a new one.',
  missing: 'was applied, but the file is gone. Restore it.',
  late: 'is older than what was applied after it. Give it the next free number.',
}

/** Why nothing may run on this state, in one line; undefined when all is well. */
export function refusalOf(status: MigrationStatus): string | undefined {
  const reason = refusals[status.state]
  return reason && `${status.module}/${status.name} ${reason}`
}

function identity({ module, number, name }: MigrationFile | AppliedMigration) {
  return { module, number, name }
}

function appliedAt(row: AppliedMigration | undefined) {
  return row ? { appliedAt: row.appliedAt } : {}
}
