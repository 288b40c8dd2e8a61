import {
  auditUsage,
  readAuditCommand,
  runAuditCommand,
  type AuditCommand,
} from '@holdfast/kernel/events'
import { createDatabase } from '@holdfast/kernel/postgres'
import { assertDatabaseThere, reachDatabase } from '../storage.ts'
import type { Command, CommandParts } from './command.ts'

/** Also beside a running service, which seals the same chain under the same lock. */
export const auditTrail: Command = {
  usage: auditUsage,
  prepare(args) {
    const command = readAuditCommand(args)
    return command && ((parts) => runAudit(command, parts))
  },
}

async function runAudit(command: AuditCommand, { env, log, write }: CommandParts): Promise<number> {
  await assertDatabaseThere(env)
  const { app, release } = await reachDatabase(env, log)
  const database = createDatabase({ connectionString: app, applicationName: 'audit-trail', log })
  try {
    return await runAuditCommand(command, { database, write })
  } finally {
    await database.close()
    await release()
  }
}
