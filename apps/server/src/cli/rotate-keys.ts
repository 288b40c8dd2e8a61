import { createDatabase } from '@holdfast/kernel/postgres'
import { loadKeys } from '../keys.ts'
import { printedTime } from '../printed-time.ts'
import { rotateEverything, type RotationReport } from '../rotate-keys.ts'
import { assertDatabaseThere, reachDatabase } from '../storage.ts'
import type { Command, CommandParts } from './command.ts'

/**
 * Brings everything under the current master key, so that the previous one can go. Also beside a
 * running service, which must know both; may be stopped and run again.
 */
export const rotateKeys: Command = {
  usage: 'rotate-keys',
  prepare: (args) => (args.length === 0 ? rotate : undefined),
}

async function rotate({ env, log, write }: CommandParts): Promise<number> {
  await assertDatabaseThere(env)
  const { app, release } = await reachDatabase(env, log)
  const database = createDatabase({ connectionString: app, applicationName: 'rotate-keys', log })
  const { vault } = await loadKeys(env, log)
  const onProgress = (seen: number) => write(`${seen} customers seen`)
  try {
    for (const line of wordsOf(await rotateEverything({ database, vault, log, onProgress }))) {
      write(line)
    }
    return 0
  } finally {
    await database.close()
    await release()
  }
}

function wordsOf(report: RotationReport): readonly string[] {
  const { customers, doubled, secondFactors, notes, webhooks, shops, answersUntil } = report
  return [
    `Under the current key now: ${customers} customers, ${secondFactors} second factors, ` +
      `${notes} notes, ${webhooks} webhooks and the secrets of ${shops} shops.`,
    ...(doubled > 0
      ? [
          `${doubled} customers have booked again under a key that not every process knew: found by name alone.`,
        ]
      : []),
    answersUntil
      ? `Keep the previous key until ${printedTime(answersUntil)}: repeated requests may need it.`
      : 'No stored data needs the previous key.',
  ]
}
