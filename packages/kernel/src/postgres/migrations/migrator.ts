import type { Client } from 'pg'
import { MigrationError } from './migration-error.ts'
import { readMigrationFiles, type MigrationFile, type MigrationModule } from './migration-file.ts'
import {
  createHistory,
  historyExists,
  readHistory,
  type AppliedMigration,
} from './migration-history.ts'
import { runScript } from './migration-run.ts'
import { renderScript, scriptOf, terminated, type Direction } from './migration-script.ts'
import { withMigrationLock, withSession } from './migration-session.ts'
import { compareWithHistory, refusalOf, type MigrationStatus } from './migration-status.ts'

export interface MigratorOptions {
  /** As the owner of the schemas, and direct: a pooler would break the lock. */
  readonly connectionString: string
  /** In the order in which they migrate; the kernel's own first. */
  readonly modules: readonly MigrationModule[]
  readonly log: { info(data: object, message: string): void }
  /** How long to wait for another process that migrates; 60,000 unless told. */
  readonly lockDeadlineMs?: number
  /** How long a statement may queue for a table's lock; 2,000 unless told. */
  readonly lockTimeoutMs?: number
  /** How often a file is tried when it did not get its lock; 10 unless told. */
  readonly lockAttempts?: number
  /** The longest that one statement may take; 15 minutes unless told. */
  readonly statementTimeoutMs?: number
}

/**
 * Every method throws MigrationError, one line with the remedy, and changes nothing, when a file
 * was edited after it was applied, is missing, comes too late, or when the schema is newer than
 * this version can stand.
 */
export interface Migrator {
  /** Applies what is pending. Safe to call in many processes at once: one does it, all wait. */
  up(): Promise<readonly MigrationStatus[]>
  /** Takes a module's last `steps` migrations back, 1 unless told. */
  down(module: string, steps?: number): Promise<readonly MigrationStatus[]>
  /** Takes a module's last migration back and applies it again. */
  redo(module: string): Promise<readonly MigrationStatus[]>
  /** The SQL that `up` would run now, ready for psql; empty when nothing is pending. */
  plan(): Promise<string>
  /** All migrations, known and applied. Never refuses. */
  status(): Promise<readonly MigrationStatus[]>
  /** For a process that does not migrate itself: may it run on this schema? */
  check(): Promise<{ readonly pending: number }>
}

const defaults = {
  lockDeadlineMs: 60_000,
  lockTimeoutMs: 2_000,
  lockAttempts: 10,
  statementTimeoutMs: 900_000,
}

export function createMigrator(options: MigratorOptions): Migrator {
  const settings = { ...defaults, ...options }
  const locked = <T>(work: (client: Client) => Promise<T>) => withMigrationLock(settings, work)
  const apply = (client: Client, chosen: readonly Chosen[]) => applyAll(settings, client, chosen)
  return {
    up: () =>
      locked(async (client) => {
        await prepareHistory(client)
        const found = await surveyOrRefuse(client, settings.modules)
        return apply(client, pendingOf(found))
      }),
    down: (module, steps = 1) =>
      locked(async (client) => {
        const found = await surveyOrRefuse(client, settings.modules)
        return apply(client, lastApplied(found, module, steps))
      }),
    redo: (module) =>
      locked(async (client) => {
        const found = await surveyOrRefuse(client, settings.modules)
        const last = lastApplied(found, module, 1)
        return apply(client, [
          ...last,
          ...last.map(({ file }) => ({ file, direction: 'up' as const })),
        ])
      }),
    plan: () =>
      withSession(settings, async (client) => {
        const pending = pendingOf(await surveyOrRefuse(client, settings.modules))
        const scripts = pending.map(({ file }) =>
          renderScript(scriptOf(file, 'up', settings.lockTimeoutMs)),
        )
        const isNew = scripts.length > 0 && !(await historyExists(client))
        return [...(isNew ? [createHistory.map(terminated).join('\n')] : []), ...scripts].join(
          '\n\n',
        )
      }),
    status: () =>
      withSession(settings, async (client) =>
        (await survey(client, settings.modules)).flatMap(({ statuses }) => statuses),
      ),
    check: () =>
      withSession(settings, async (client) => ({
        pending: pendingOf(await surveyOrRefuse(client, settings.modules)).length,
      })),
  }
}

interface Chosen {
  readonly file: MigrationFile
  readonly direction: Direction
}

interface ModuleSurvey {
  readonly module: string
  readonly files: readonly MigrationFile[]
  readonly statuses: readonly MigrationStatus[]
}

async function survey(
  client: Client,
  modules: readonly MigrationModule[],
): Promise<readonly ModuleSurvey[]> {
  const history = await readHistory(client)
  return Promise.all(modules.map((module) => surveyModule(module, history)))
}

async function surveyModule(
  module: MigrationModule,
  history: readonly AppliedMigration[],
): Promise<ModuleSurvey> {
  const files = await readMigrationFiles(module)
  const own = history.filter((row) => row.module === module.name)
  return { module: module.name, files, statuses: compareWithHistory(files, own) }
}

async function surveyOrRefuse(
  client: Client,
  modules: readonly MigrationModule[],
): Promise<readonly ModuleSurvey[]> {
  const surveys = await survey(client, modules)
  for (const status of surveys.flatMap(({ statuses }) => statuses)) {
    const refusal = refusalOf(status)
    if (refusal) throw new MigrationError(refusal)
  }
  return surveys
}

function pendingOf(surveys: readonly ModuleSurvey[]): readonly Chosen[] {
  return surveys.flatMap(({ files, statuses }) => {
    const pending = new Set(statuses.filter(isPending).map(({ number }) => number))
    return files
      .filter(({ number }) => pending.has(number))
      .map((file) => ({ file, direction: 'up' as const }))
  })
}

function isPending({ state }: MigrationStatus): boolean {
  return state === 'pending'
}

/** The newest first. */
function lastApplied(
  surveys: readonly ModuleSurvey[],
  module: string,
  steps: number,
): readonly Chosen[] {
  const found = surveys.find((one) => one.module === module)
  if (!found) {
    const names = surveys.map((one) => one.module).join(', ')
    throw new MigrationError(`There is no module "${module}". Choose one of: ${names}.`)
  }
  const applied = found.statuses.filter((status) => !isPending(status)).slice(-steps)
  return applied.toReversed().map((status) => {
    const file = found.files.find(({ number }) => number === status.number)
    if (file) return { file, direction: 'down' as const }
    throw new MigrationError(
      `${module}/${status.name} was applied by a newer version. Take it back with that version.`,
    )
  })
}

async function applyAll(
  settings: Required<MigratorOptions>,
  client: Client,
  chosen: readonly Chosen[],
): Promise<readonly MigrationStatus[]> {
  for (const { file, direction } of chosen) {
    const startedMs = performance.now()
    await runScript(
      client,
      scriptOf(file, direction, settings.lockTimeoutMs),
      settings.lockAttempts,
    )
    const durationMs = Math.round(performance.now() - startedMs)
    const facts = { module: file.module, file: file.name, direction, durationMs }
    settings.log.info(facts, 'migration done')
  }
  return chosen.map(({ file: { module, number, name }, direction }) => ({
    module,
    number,
    name,
    state: direction === 'up' ? 'applied' : 'pending',
  }))
}

/** Without the application's role every grant would fail, one file after the other. */
async function prepareHistory(client: Client): Promise<void> {
  const { rows } = await client.query<{ found: boolean }>(
    `select exists (select from pg_roles where rolname = 'holdfast_app') as found`,
  )
  if (!rows[0]?.found) {
    throw new MigrationError(
      "The role holdfast_app does not exist. Create it: create role holdfast_app login password '…'.",
    )
  }
  if (await historyExists(client)) return
  await client.query(createHistory.join(';\n'))
}
