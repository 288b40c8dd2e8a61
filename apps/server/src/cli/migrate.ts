import {
  createMigrator,
  migrateUsage,
  readMigrateCommand,
  runMigrateCommand,
  type MigrateCommand,
} from '@holdfast/kernel/postgres'
import { migrationsOf } from '../business.ts'
import { reachDatabase } from '../storage.ts'
import type { Command, CommandParts } from './command.ts'
import { describedModules } from '../described-modules.ts'

/** Also beside a running service, but for what would take tables away from under it. */
export const migrate: Command = {
  usage: migrateUsage,
  prepare(args) {
    const command = readMigrateCommand(args)
    return command && ((parts) => runMigration(command, parts))
  },
}

async function runMigration(
  command: MigrateCommand,
  { env, log, write }: CommandParts,
): Promise<number> {
  const { owner, besidePid, release } = await reachDatabase(env, log)
  try {
    if (besidePid !== undefined && takesBack(command)) {
      write(`Process ${besidePid} works with what this would take back: stop it first.`)
      return 1
    }
    const modules = migrationsOf(describedModules())
    const migrator = createMigrator({ connectionString: owner, modules, log })
    return await runMigrateCommand(command, { migrator, write })
  } finally {
    await release()
  }
}

/** A migration up is safe while the previous version runs: that is how one is written. */
function takesBack({ name }: MigrateCommand): boolean {
  return name === 'down' || name === 'redo'
}
