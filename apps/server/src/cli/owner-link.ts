import { createDatabase, databaseError } from '@holdfast/kernel/postgres'
import { found } from '../business.ts'
import { anotherOwnerLink } from '../owner-link.ts'
import { printedTime } from '../printed-time.ts'
import { assertDatabaseThere, reachDatabase } from '../storage.ts'
import type { Command, CommandParts } from './command.ts'

/** For the first owner in production, and for one who is lost. Also beside a running service. */
export const ownerLink: Command = {
  usage: 'owner-link',
  prepare: (args) => (args.length === 0 ? makeLink : undefined),
}

const undefinedTable = new Set(['42P01', '3F000'])

async function makeLink({ env, log, write }: CommandParts): Promise<number> {
  await assertDatabaseThere(env)
  const { app, release } = await reachDatabase(env, log)
  const database = createDatabase({ connectionString: app, applicationName: 'owner-link', log })
  const publicUrl = env.PUBLIC_URL ?? `http://localhost:${env.PORT}`
  try {
    await found(database, log)
    const { address, expiresAt } = await anotherOwnerLink({ database, publicUrl, log })
    write(address)
    write(`Whoever opens it becomes an owner, once, until ${printedTime(expiresAt)}.`)
    return 0
  } catch (error) {
    if (!undefinedTable.has(databaseError(error)?.code ?? '')) throw error
    write('The database has no tables yet: npm run migrate -- up, or npm start, makes them.')
    return 1
  } finally {
    await database.close()
    await release()
  }
}
