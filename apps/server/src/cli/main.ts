// The commands beside `npm start`: `migrate …`, `audit-trail …`, `dead-letters …`, `owner-link`,
// `restore-shop …`, `rotate-keys`, `docs`.
import { createLog } from '@holdfast/kernel/log'
import { readEnvironment } from '../env.ts'
import { explain } from '../explain.ts'
import { version } from '../version.ts'
import { auditTrail } from './audit-trail.ts'
import type { Command } from './command.ts'
import { deadLetters } from './dead-letters.ts'
import { docs } from './documents.ts'
import { migrate } from './migrate.ts'
import { ownerLink } from './owner-link.ts'
import { restoreShop } from './restore-shop.ts'
import { rotateKeys } from './rotate-keys.ts'

const commands: Readonly<Record<string, Command>> = {
  migrate,
  'audit-trail': auditTrail,
  'dead-letters': deadLetters,
  'owner-link': ownerLink,
  'restore-shop': restoreShop,
  'rotate-keys': rotateKeys,
  docs,
}

const write = (line: string) => void process.stdout.write(`${line}\n`)
const [name = '', ...args] = process.argv.slice(2)
const command = Object.hasOwn(commands, name) ? commands[name] : undefined
const run = command?.prepare(args)
try {
  process.exitCode = run
    ? await run({ env: readEnvironment(process.env), log: logOf(name), write })
    : misused()
} catch (error) {
  process.stderr.write(`${explain(error, 'while this command runs.')}\n`)
  process.exitCode = 1
}

function logOf(role: string) {
  return createLog({ level: 'warn', service: 'holdfast', version, role, destination: 2 })
}

/** The words make no sense: says which do, with nothing read or opened. */
function misused(): number {
  const known = command ? [command] : Object.values(commands)
  for (const { usage } of known) process.stderr.write(`usage: npm run ${asTyped(usage)}\n`)
  return 2
}

function asTyped(usage: string): string {
  const [script, ...words] = usage.split(' ')
  return [script, ...(words.length > 0 ? ['--', ...words] : [])].join(' ')
}
