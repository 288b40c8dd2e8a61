import { MigrationError } from './migration-error.ts'
import type { MigrationStatus } from './migration-status.ts'
import type { Migrator } from './migrator.ts'

export interface MigrateCommandParts {
  readonly migrator: Migrator
  /** Receives finished lines, without line ends. */
  readonly write: (line: string) => void
}

const usage = 'migrate up | down MODULE [STEPS] | redo MODULE | status | plan'

/**
 * The command behind `npm run migrate -- …`. Resolves to the exit code: 0 when it is done,
 * 1 when a migration was refused or failed (one line says why), 2 when the words make no sense.
 */
export async function runMigrateCommand(
  args: readonly string[],
  { migrator, write }: MigrateCommandParts,
): Promise<number> {
  try {
    const lines = await run(args, migrator)
    for (const line of lines ?? [`usage: ${usage}`]) write(line)
    return lines ? 0 : 2
  } catch (error) {
    if (!(error instanceof MigrationError)) throw error
    write(error.message)
    return 1
  }
}

async function run(
  [command, module, steps = '1', ...rest]: readonly string[],
  migrator: Migrator,
): Promise<readonly string[] | undefined> {
  if (rest.length > 0 || !/^[1-9]\d{0,3}$/.test(steps)) return undefined
  if (module === undefined) return runOnAll(command, migrator)
  if (command === 'down') return done('taken back', await migrator.down(module, Number(steps)))
  if (command === 'redo') return done('done again', (await migrator.redo(module)).slice(-1))
  return undefined
}

async function runOnAll(
  command: string | undefined,
  migrator: Migrator,
): Promise<readonly string[] | undefined> {
  switch (command) {
    case 'up':
      return done('applied', await migrator.up())
    case 'status':
      return (await migrator.status()).map(statusLine)
    case 'plan':
      return [(await migrator.plan()) || '-- nothing to do']
    default:
      return undefined
  }
}

function done(what: string, migrations: readonly MigrationStatus[]): readonly string[] {
  if (migrations.length === 0) return ['nothing to do']
  return migrations.map(({ module, name }) => `${what} ${module}/${name}`)
}

function statusLine({ module, name, state, appliedAt }: MigrationStatus): string {
  return [state.padEnd(8), appliedAt?.toISOString() ?? '-'.padEnd(24), `${module}/${name}`].join(
    '  ',
  )
}
