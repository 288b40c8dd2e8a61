// The commands beside `npm start`: `migrate …`, `audit-trail …`, `docs`.
import { createLog } from '@holdfast/kernel/log'
import { readEnvironment } from '../env.ts'
import { explain } from '../explain.ts'
import { version } from '../version.ts'
import { auditTrail, migrate, type CommandParts } from './commands.ts'
import { writeDocuments } from './documents.ts'

const commands: Readonly<Record<string, (parts: CommandParts) => Promise<number>>> = {
  migrate,
  'audit-trail': auditTrail,
  docs: writeDocuments,
}

const aloneOnly = 'while this command runs (it needs the embedded database for itself).'
const write = (line: string) => void process.stdout.write(`${line}\n`)
const [name = '', ...args] = process.argv.slice(2)
const command = commands[name]
try {
  if (!command) throw new Error(`Choose one of: ${Object.keys(commands).join(', ')}.`)
  const log = createLog({ level: 'warn', service: 'holdfast', version, role: name, destination: 2 })
  process.exitCode = await command({ env: readEnvironment(process.env), args, log, write })
} catch (error) {
  process.stderr.write(`${explain(error, aloneOnly)}\n`)
  process.exitCode = 1
}
