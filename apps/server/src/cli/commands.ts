import { createVault } from '@holdfast/kernel/crypto'
import { runAuditCommand } from '@holdfast/kernel/events'
import type { Log } from '@holdfast/kernel/log'
import { createDatabase, createMigrator, runMigrateCommand } from '@holdfast/kernel/postgres'
import { createModules, migrationsOf } from '../business.ts'
import type { Environment } from '../env.ts'
import { locateDatabase } from '../storage.ts'

export interface CommandParts {
  readonly env: Environment
  readonly args: readonly string[]
  readonly log: Log
  /** Receives finished lines. */
  readonly write: (line: string) => void
}

/** `migrate up | down MODULE [STEPS] | redo MODULE | status | plan` */
export async function migrate({ env, args, log, write }: CommandParts): Promise<number> {
  const addresses = await locateDatabase(env, log)
  try {
    const migrator = createMigrator({
      connectionString: addresses.owner,
      modules: migrationsOf(describedModules()),
      log,
    })
    return await runMigrateCommand(args, { migrator, write })
  } finally {
    await addresses.release()
  }
}

/** `audit-trail seal | verify` */
export async function auditTrail({ env, args, log, write }: CommandParts): Promise<number> {
  const addresses = await locateDatabase(env, log)
  const connectionString = addresses.app
  const database = createDatabase({ connectionString, applicationName: 'audit-trail', log })
  try {
    return await runAuditCommand(args, { database, write })
  } finally {
    await database.close()
    await addresses.release()
  }
}

/** The modules as data: routes, migrations, problems. Nothing of them can be run. */
export function describedModules() {
  const key = { id: 'none', key: Buffer.alloc(32) }
  return createModules({
    keys: { vault: createVault({ current: key, previous: [] }) },
    post: { mailer: { send: () => Promise.reject(new Error('No mail is sent from here.')) } },
    publicUrl: 'http://localhost',
    advisoryLock: true,
  })
}
