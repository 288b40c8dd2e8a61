import { createLog } from '@holdfast/kernel/log'
import { readEnvironment } from './env.ts'
import { explain } from './explain.ts'
import { runService } from './run-service.ts'
import { version } from './version.ts'

try {
  const env = readEnvironment(process.env)
  const production = env.NODE_ENV === 'production'
  const log = createLog({
    level: env.LOG_LEVEL ?? (production ? 'info' : 'debug'),
    service: 'holdfast',
    version,
    role: env.HOLDFAST_ROLES.join('+'),
  })
  await runService({
    env,
    log,
    exit: (code) => process.exit(code),
    print: (text) => process.stdout.write(text),
  })
} catch (error) {
  process.stderr.write(`${explain(error)}\n`)
  process.exit(1)
}
