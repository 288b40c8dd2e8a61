import { randomBytes } from 'node:crypto'
import { inspect } from 'node:util'
import { z } from 'zod'
import { describe, expect, test } from 'vitest'
import {
  boolean,
  defineEnv,
  duration,
  EnvError,
  integer,
  list,
  port,
  readEnv,
  renderEnvExample,
  Secret,
  secret,
  secretWeakness,
  webAddress,
} from './env.ts'

const definition = defineEnv(
  {
    PORT: { schema: port(), purpose: 'Where to listen.', default: '3000' },
    PUBLIC_URL: {
      schema: webAddress(),
      purpose: 'Where people find us.',
      requiredInProduction: true,
      default: 'http://localhost:3000',
    },
    APP_TOKEN: {
      schema: secret(),
      purpose: 'Opens the door.',
      requiredInProduction: true,
      optional: true,
    },
    APP_ORIGINS: { schema: list(), purpose: 'Who may call.', default: '' },
    DEADLINE: {
      schema: duration({ minMs: 100 }),
      purpose: 'How long an answer may take.',
      default: '10s',
    },
    MAIL_FROM: {
      schema: z.email(),
      purpose: 'Who writes.',
      optional: true,
      example: 'us@example.com',
    },
  },
  { ownPrefix: 'APP_' },
)

const development = { production: false }
const strong = 'k3Jx9_vQ2mZ8rT5yW1nB7cL4'

function faultsOf(source: Record<string, string>, production = false): readonly string[] {
  try {
    readEnv(definition, source, { production })
    return []
  } catch (error) {
    if (error instanceof EnvError) return error.faults
    throw error
  }
}

test('defaults fill what is absent or empty', () => {
  expect(readEnv(definition, { PORT: '', MAIL_FROM: '' }, development)).toMatchObject({
    PORT: 3000,
    DEADLINE: 10_000,
    APP_ORIGINS: [],
    MAIL_FROM: undefined,
  })
})

test('every missing and wrong variable is named at once, with its purpose and no value', () => {
  const faults = faultsOf(
    { PORT: 'hunter2', DEADLINE: '5hunter2', MAIL_FROM: 'hunter2', APP_TOKEN: 'hunter2' },
    true,
  )
  expect(faults.map((fault) => fault.split(' ')[0])).toEqual([
    'PORT',
    'PUBLIC_URL',
    'APP_TOKEN',
    'DEADLINE',
    'MAIL_FROM',
  ])
  expect(faults[0]).toContain('Where to listen.')
  expect(faults.join()).not.toContain('hunter2')
})

test('a misspelled name of our own is reported with the nearest right one', () => {
  expect(faultsOf({ APP_ORIGNS: 'x' })).toEqual([
    'APP_ORIGNS is not a variable of this service: did you mean APP_ORIGINS?',
  ])
  expect(faultsOf({ SOMEBODY_ELSES: 'x' })).toEqual([])
})

describe('production refuses', () => {
  const good = { PUBLIC_URL: 'https://example.com', APP_TOKEN: strong }
  test('nothing when all is well', () => {
    expect(faultsOf(good, true)).toEqual([])
  })
  test.each([
    ['an http address', { PUBLIC_URL: 'http://example.com' }],
    ['a short secret', { APP_TOKEN: 'k3Jx9_vQ' }],
    ['a test-looking secret', { APP_TOKEN: 'my-test-secret-for-the-app' }],
    ['a repeated secret', { APP_TOKEN: 'abababababababababababab' }],
    ['a secret that counts up', { APP_TOKEN: 'mnopqrstuvwxyz{|}~!"#$' }],
    ['a secret that repeats itself', { APP_TOKEN: 'k3Jx9_vQ2mk3Jx9_vQ2m' }],
    ['the weak password of a connection', { APP_TOKEN: 'postgres://app:changeme@db/app' }],
    ['an address of this machine', { PUBLIC_URL: 'https://localhost:3000' }],
    ['an address of this machine by number', { PUBLIC_URL: 'https://127.0.0.1' }],
    ['a wildcard', { APP_ORIGINS: 'https://a.example,*' }],
  ])('%s', (_what, change) => {
    expect(faultsOf({ ...good, ...change }, true)).toHaveLength(1)
  })
})

test('production refuses a secret that stands in the source, given or not', () => {
  const known = {
    WITH_DEFAULT: { schema: secret(), purpose: 'One.', default: strong },
    WITH_EXAMPLE: { schema: secret(), purpose: 'Two.', example: `${strong}!` },
  }
  const read = (source: Record<string, string>, production: boolean) => () =>
    readEnv(defineEnv(known), source, { production })
  expect(read({ WITH_EXAMPLE: `${strong}?` }, true)).toThrow(/One variable.*\n.*WITH_DEFAULT/)
  expect(read({ WITH_DEFAULT: `${strong}?`, WITH_EXAMPLE: `${strong}!` }, true)).toThrow(
    /One variable.*\n.*WITH_EXAMPLE/,
  )
  expect(read({ WITH_EXAMPLE: `${strong}!` }, false)).not.toThrow()
})

test('production accepts what a generator made', () => {
  for (let round = 0; round < 200; round++) {
    expect(secretWeakness(randomBytes(32).toString('hex'))).toBeUndefined()
  }
  expect(secretWeakness('postgres://app:Zk3-9xq@db.internal/app')).toBeUndefined()
  expect(secretWeakness('postgres://app@db.internal/app')).toBeUndefined()
})

test('a missing durable database is named in production and no fault in development', () => {
  const database = defineEnv({
    DATABASE_URL: {
      schema: secret(),
      purpose: 'Where data lives.',
      optional: true,
      requiredInProduction: true,
    },
  })
  expect(readEnv(database, {}, development).DATABASE_URL).toBeUndefined()
  expect(() => readEnv(database, {}, { production: true })).toThrow('DATABASE_URL is missing')
})

test('the names that Kubernetes adds for a service of our name are no misspellings', () => {
  const links = {
    APP_SERVICE_HOST: '10.0.0.1',
    APP_SERVICE_PORT: '80',
    APP_SERVICE_PORT_HTTP: '80',
    APP_PORT: 'tcp://10.0.0.1:80',
    APP_PORT_80_TCP: 'tcp://10.0.0.1:80',
    APP_PORT_80_TCP_ADDR: '10.0.0.1',
  }
  expect(faultsOf(links)).toEqual([])
})

test.each(['1', 'yes', 'TRUE', 'on', ' true', ''])('%j is no boolean', (text) => {
  expect(boolean().safeParse(text).success).toBe(false)
})

test.each([
  ['250ms', 250],
  ['30s', 30_000],
  ['5m', 300_000],
  ['1h', 3_600_000],
])('%s is %d ms', (text, ms) => {
  expect(duration().parse(text)).toBe(ms)
})

test.each(['30', '-1s', '1.5s', '1d', 's', '1e3ms', '99999h'])('%j is no duration', (text) => {
  expect(duration().safeParse(text).success).toBe(false)
})

test.each(['1.0', '0x10', '1e3', ' 5', '', '11'])('%j is no whole number from 1 to 10', (text) => {
  expect(integer({ min: 1, max: 10 }).safeParse(text).success).toBe(false)
})

test.each(['example.com', 'ftp://example.com', 'https://u:p@example.com', 'https://a.b/?q'])(
  '%j is no public address',
  (text) => {
    expect(webAddress().safeParse(text).success).toBe(false)
  },
)

test('a secret shows itself to nobody who does not ask for it', () => {
  const held = new Secret('hunter2')
  const shown = [
    String(held),
    `${held}`,
    JSON.stringify({ held }),
    inspect({ held }, { depth: 9, showHidden: true }),
    inspect(new Error('x', { cause: held })),
    Object.values(held).join(),
    JSON.stringify(structuredClone({ ...held })),
  ].join('\n')
  expect(shown).not.toContain('hunter2')
  expect(held.reveal()).toBe('hunter2')
})

test('the example file names every variable and holds no secret', () => {
  const text = renderEnvExample(definition)
  for (const name of Object.keys(definition.variables)) expect(text).toContain(`${name}=`)
  expect(text).toContain('# APP_TOKEN=\n')
  expect(text).toContain('PORT=3000')
})
