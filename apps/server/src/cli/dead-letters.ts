import {
  deadLettersUsage,
  readDeadLettersCommand,
  runDeadLettersCommand,
  type DeadLettersCommand,
} from '@holdfast/kernel/jobs'
import { createDatabase } from '@holdfast/kernel/postgres'
import { assertDatabaseThere, reachDatabase } from '../storage.ts'
import type { Command, CommandParts } from './command.ts'

/** Also beside a running service, which takes what is replayed at once. */
export const deadLetters: Command = {
  usage: deadLettersUsage,
  prepare(args) {
    const command = readDeadLettersCommand(args)
    return command && ((parts) => runDeadLetters(command, parts))
  },
}

async function runDeadLetters(
  command: DeadLettersCommand,
  { env, log, write }: CommandParts,
): Promise<number> {
  await assertDatabaseThere(env)
  const { app, release } = await reachDatabase(env, log)
  const database = createDatabase({ connectionString: app, applicationName: 'dead-letters', log })
  try {
    return await runDeadLettersCommand(command, { database, write })
  } finally {
    await database.close()
    await release()
  }
}
