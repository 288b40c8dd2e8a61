import { describe, expect, test } from 'vitest'
import { DriverError } from '../../driver/driver-error.ts'
import type { MedusaCommand } from './commands.ts'
import { runMedusa } from './run-medusa.ts'
import { seedAnswer } from './seed-answer.ts'
import { place, secrets } from './fixtures/shop.ts'

/** A program of one line in the place of Medusa, with settings as a real one has. */
function standIn(script: string): MedusaCommand {
  return {
    heapMegabytes: 64,
    args: ['--input-type=module', '--eval', script],
    cwd: '/',
    env: {},
    settings: {
      environment: { DATABASE_URL: place.databaseUrl },
      seed: { adminPassword: secrets.adminPassword },
    },
  }
}

const readSettings = `
  import { createInterface } from 'node:readline'
  import { once } from 'node:events'
  const [line] = await once(createInterface({ input: process.stdin }), 'line')
`
const asked = { what: 'be filled', signal: new AbortController().signal }

describe('a run of Medusa', () => {
  test('gets its settings on standard input and answers what it prints', async () => {
    const script = `${readSettings}
      process.stdout.write(String(JSON.parse(line).seed.adminPassword.length))
      process.exit()`
    const printed = await runMedusa(standIn(script), asked)
    expect(printed).toBe(String(secrets.adminPassword.length))
  })

  test('that fails keeps what it printed, without what it was told', async () => {
    const script = `${readSettings}
      console.error(line, ${JSON.stringify(secrets.databasePassword)}, 'ECONNREFUSED')
      process.exit(1)`
    const failed = await runMedusa(standIn(script), asked).catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(DriverError)
    const { message, failure } = failed as DriverError
    expect(message).toBe('Medusa could not be filled')
    expect(failure).toMatchObject({ class: 'transient', code: 'databaseAway' })
    expect(failure.output).toContain('ECONNREFUSED')
    expect(failure.output).toContain('***')
    for (const secret of [secrets.adminPassword, secrets.databasePassword]) {
      expect(failure.output).not.toContain(secret)
    }
  })

  test('ends with its signal, and says why', async () => {
    const stop = new AbortController()
    const running = runMedusa(standIn('setInterval(() => {}, 1e6)'), {
      ...asked,
      signal: stop.signal,
    })
    stop.abort(new Error('the store is another’s'))
    await expect(running).rejects.toThrow('the store is another’s')
  })
})

describe('the answer of a seed', () => {
  test('is its last line of that kind', () => {
    const output = 'info\nseeded {"publishableKey":"pk_1","regionId":"reg_1","products":4}\ninfo\n'
    expect(seedAnswer(output)).toEqual({ publishableKey: 'pk_1', regionId: 'reg_1', products: 4 })
  })

  test.each(['', 'seeded', 'seeded {"publishableKey":"sk_1","regionId":"r","products":4}'])(
    'is missing in %j, and then the step has failed',
    (output) => {
      expect(() => seedAnswer(output)).toThrow(DriverError)
    },
  )
})
