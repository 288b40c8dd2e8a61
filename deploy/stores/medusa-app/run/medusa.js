// Runs one command of Medusa: `node run/medusa.js start --port 9000`, `node run/medusa.js db:migrate`.
//
// What it needs to know it reads from standard input, one line of JSON: secrets have no place
// among arguments, and in an environment every program of the same account could read them.
// It ends when standard input does, because then whoever started it is gone.
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { writeTo } from './log-file.js'
import { provide } from './settings.js'
import { turnTelemetryOff } from './telemetry-off.js'

const endWithinMs = 5_000

const lines = createInterface({ input: process.stdin })
const [line] = await once(lines, 'line', { signal: AbortSignal.timeout(10_000) })
const { environment, logFile, ...settings } = JSON.parse(line)
Object.assign(process.env, environment)
provide(settings)
turnTelemetryOff()
if (logFile) writeTo(logFile)

// By this argument whoever looks for the shop finds its process; Medusa has no use for it.
process.argv = process.argv.filter((argument) => !argument.startsWith('--store='))

lines.once('close', () => {
  process.kill(process.pid, 'SIGTERM')
  setTimeout(() => process.exit(1), endWithinMs).unref()
})
// Watched, and no reason to stay.
process.stdin.unref?.()

await import('@medusajs/cli/cli.js')
