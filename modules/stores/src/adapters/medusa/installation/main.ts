// What `npm run medusa:install` runs. Its one argument is the data folder.
import { DriverError } from '../../../driver/driver-error.ts'
import { installMedusa } from './install.ts'
import { npmEnvironment } from './npm-environment.ts'

const [, , dataDir = '.holdfast'] = process.argv
const interrupted = new AbortController()
process.once('SIGINT', () => interrupted.abort())
process.once('SIGTERM', () => interrupted.abort())

try {
  const { folder } = await installMedusa({
    dataDir,
    signal: interrupted.signal,
    env: npmEnvironment(process.env),
    report: (line) => process.stdout.write(`${line}\n`),
  })
  process.stdout.write(`Medusa is installed in ${folder}\n`)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  if (error instanceof DriverError) process.stderr.write(`${error.failure.output ?? ''}\n`)
  process.exitCode = 1
}
