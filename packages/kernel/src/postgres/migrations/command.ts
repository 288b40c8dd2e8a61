import { MigrationError } from './migration-error.ts'
import type { MigrationStatus } from './migration-status.ts'
import type { Migrator } from './migrator.ts'

export interface MigrateCommandParts {
  readonly migrator: Migrator
  /** Receives finished lines, without line ends. */
  readonly write: (line: string) => void
}

export const migrateUsage = 'migrate up | down MODULE [STEPS] | redo MODULE | status | plan'

/** The words after `migrate`, understood. */
export type MigrateCommand =
  | { readonly name: 'up' | 'status' | 'plan' }
  | { readonly name: 'down'; readonly module: string; readonly steps: number }
  | { readonly name: 'redo'; readonly module: string }

/** Undefined when the words make no sense: say `migrateUsage`, before anything is opened. */
export function readMigrateCommand([name, module, ...rest]: readonly string[]):
  | MigrateCommand
  | undefined {
  if (module === undefined) {
    return name === 'up' || name === 'status' || name === 'plan' ? { name } : undefined
  }
  if (name === 'redo' && rest.length === 0) return { name, module }
  const [steps = '1'] = rest
  if (name !== 'down' || rest.length > 1 || !/^[1-9]\d{0,3}$/.test(steps)) return undefined
  return { name, module, steps: Number(steps) }
}

/**
 * The command behind `npm run migrate -- …`. Resolves to the exit code: 0 when it is done, 1 when
 * a migration was refused or failed (one line says why).
 */
export async function runMigrateCommand(
  command: MigrateCommand,
  { migrator, write }: MigrateCommandParts,
): Promise<number> {
  try {
    for (const line of await run(command, migrator)) write(line)
    return 0
  } catch (error) {
    if (!(error instanceof MigrationError)) throw error
    write(error.message)
    return 1
  }
}

async function run(command: MigrateCommand, migrator: Migrator): Promise<readonly string[]> {
  switch (command.name) {
    case 'up':
      return done('applied', await migrator.up())
    case 'down':
      return done('taken back', await migrator.down(command.module, command.steps))
    case 'redo':
      return done('done again', (await migrator.redo(command.module)).slice(-1))
    case 'status':
      return (await migrator.status()).map(statusLine)
    case 'plan':
      return [(await migrator.plan()) || '-- nothing to do']
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
