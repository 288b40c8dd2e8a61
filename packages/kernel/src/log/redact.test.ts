import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { inspect } from 'node:util'
import * as fc from 'fast-check'
import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { redact } from './redact.ts'
import { isSecretKey } from './secret-keys.ts'

const canary = 'hunter2-canary'

function shown(data: object): string {
  return JSON.stringify(redact(data))
}

describe('names of secrets', () => {
  test.each(
    `password userPassword PASSWORD_HASH new-password token accessToken refresh_token
    x-api-key apiKey API_KEY client_secret Authorization proxy-authorization cookie Set-Cookie
    cardNumber card creditCard cvv cvc iban pin otp privateKey sessionId jwt connectionString
    email guestEmail phone phone_number whatsapp firstName dob`.split(/\s+/),
  )('%s', (name) => expect(isSecretKey(name)).toBe(true))

  test.each(
    `author discard cardinality opinion spinner className company panel keyId idempotencyKey
    hostname name status path bypass route clientAddress correlationId`.split(/\s+/),
  )('not %s', (name) => expect(isSecretKey(name)).toBe(false))
})

describe('a secret by name goes wherever it hides', () => {
  test.each([
    ['deep', { a: { b: [{ c: { d: { e: { password: canary } } } }] } }],
    ['beyond the depth', nest(40, { password: canary })],
    ['a map', { m: new Map([['token', canary]]) }],
    ['a set of objects', { s: new Set([{ secret: canary }]) }],
    ['headers', { headers: new Headers({ authorization: canary, cookie: canary }) }],
    ['plain headers', { headers: { Authorization: canary, 'x-api-key': [canary] } }],
    ['raw headers', { rawHeaders: ['Host', 'x', 'Cookie', canary] }],
    [
      'pairs',
      {
        headers: [
          ['host', 'x'],
          ['authorization', canary],
        ],
      },
    ],
    ['form', { form: formWith('password', canary) }],
    ['query', { query: new URLSearchParams({ token: canary }) }],
    ['URL', { url: new URL(`https://u:${canary}@host/p?token=${canary}`) }],
    ['an object as value', { credentials: { user: canary, hash: canary } }],
    ['an error', { error: Object.assign(new Error('x'), { apiKey: canary }) }],
    ['causes', { error: causes(5, Object.assign(new Error('x'), { password: canary })) }],
    ['aggregates', { error: new AggregateError([Object.assign(new Error(), { token: canary })]) }],
    ['toJSON', { thing: { toJSON: () => ({ token: canary }) } }],
    ['bytes', { body: Buffer.from(canary) }],
    ['a name that is an address', { [`${canary}@example.com`]: 1 }],
    ['the message of a cause', { error: causes(2, new Error(`postgres://u:${canary}@db`)) }],
    [
      'a class',
      {
        session: new (class {
          token = canary
        })(),
      },
    ],
    ['no prototype', { o: Object.assign(Object.create(null), { password: canary }) }],
  ])('%s', (_name, data) => expect(shown(data)).not.toContain(canary))

  test('pino itself, told the same names, misses the nested ones', () => {
    let line = ''
    const paths = ['password', '*.password']
    pino({ redact: { paths } }, { write: (text) => (line = text) }).info({
      a: { b: { password: canary } },
    })
    expect(line).toContain(canary)
    expect(shown({ a: { b: { password: canary } } })).not.toContain(canary)
  })

  test('any object whatsoever, with a secret put at a random depth', () => {
    const leaf = fc.object({ maxDepth: 3 })
    const depth = fc.array(fc.constantFrom('a', 'list', 'cause', 'm'), { maxLength: 14 })
    fc.assert(
      fc.property(leaf, depth, (object, path) => {
        const secret = { ...object, password: canary }
        const data = path.reduce<object>(
          (inner, key) => (key === 'list' ? { list: [inner] } : { [key]: inner }),
          secret,
        )
        expect(shown(data)).not.toContain(canary)
      }),
    )
  })
})

describe('what is not secret stays', () => {
  test('plain data is copied as it is', () => {
    const data = { id: 7, ok: true, none: null, list: [1, 'two', { three: 3 }], at: new Date(0) }
    expect(redact(data)).toEqual({ ...data, at: '1970-01-01T00:00:00.000Z' })
  })

  test('one object in two places is shown in both; only a cycle is not followed', () => {
    const room: Record<string, unknown> = { id: 1 }
    expect(redact({ a: room, b: [room, room] })).toEqual({ a: room, b: [room, room] })
    room['self'] = room
    expect(redact({ room })).toEqual({ room: { id: 1, self: '[circular]' } })
  })

  test('ten levels, and a note where the eleventh would be', () => {
    expect(shown(nest(9, { end: 1 }))).toContain('"end":1')
    expect(shown(nest(10, { end: 1 }))).toContain('[too deep]')
  })

  test('a field that only counts or says yes or no about a secret', () => {
    const data = {
      tokenCount: 12,
      maxTokens: 4_096,
      hasPassword: true,
      cookieBytes: 80,
      token: null,
    }
    expect(redact(data)).toEqual(data)
  })

  test('an error keeps type, message, code, frames and its chain of causes', () => {
    const cause = Object.assign(new TypeError('inner'), { code: 'E_INNER' })
    const { error } = redact({ error: new Error('outer', { cause }) }) as { error: object }
    expect(error).toMatchObject({
      type: 'Error',
      message: 'outer',
      stack: expect.stringContaining('redact.test.ts'),
      cause: { type: 'TypeError', message: 'inner', code: 'E_INNER' },
    })
  })

  test('frames are frames: a message can not add one', () => {
    const { error } = redact({ error: new Error('x\n    at forged (evil.js:1:1)') }) as {
      error: { stack: string }
    }
    expect(error.stack).not.toContain('forged')
  })
})

describe('nothing that the data does can hurt', () => {
  const cycle: Record<string, unknown> = { name: 'cycle' }
  cycle['self'] = cycle
  const loop = new Error('loop')
  loop.cause = loop
  const revoked = Proxy.revocable({}, {})
  revoked.revoke()

  test.each<[string, object]>([
    ['a getter that throws', Object.defineProperty({}, 'x', { get: boom, enumerable: true })],
    ['toJSON that throws', { x: { toJSON: boom } }],
    ['a proxy that throws', { x: new Proxy({}, { ownKeys: boom, get: boom }) }],
    ['a revoked proxy', { x: revoked.proxy }],
    ['a revoked proxy as data', revoked.proxy],
    [
      'an error that throws',
      { x: Object.defineProperty(new Error('e'), 'message', { get: boom }) },
    ],
    ['toString that throws', { x: { toString: boom, [Symbol.toPrimitive]: boom } }],
    ['a cycle', cycle],
    ['a cycle of causes', { loop }],
    ['a cycle through toJSON', { x: endless() }],
    ['an invalid date', { x: new Date(Number.NaN) }],
    ['bigint, symbol, function', { x: 1n, y: Symbol('s'), z: boom }],
    ['NaN and infinity', { x: Number.NaN, y: -Infinity }],
    ['a prototype in the data', JSON.parse('{"__proto__":{"a":1},"constructor":2,"toJSON":3}')],
    ['a lone surrogate', { x: '\ud800' }],
    ['a promise', { x: Promise.resolve(1) }],
    ['a request', { request: new IncomingMessage(new Socket()) }],
  ])('%s', (_name, data) => {
    expect(() => JSON.parse(shown(data))).not.toThrow()
  })

  test.each<[string, object]>([
    ['a huge text', { x: 'x'.repeat(5_000_000) }],
    ['a huge list', { x: Array.from({ length: 1_000_000 }, (_, at) => ({ at })) }],
    ['many fields', Object.fromEntries(Array.from({ length: 50_000 }, (_, at) => [`k${at}`, at]))],
    ['a wide and deep tree', tree(5, 30)],
    ['a deep chain', nest(20_000, {})],
    ['many texts', { x: tree(3, 60, 'y'.repeat(5_000)) }],
  ])('%s becomes a line of bounded size', (_name, data) => {
    expect(shown(data).length).toBeLessThan(150_000)
  })

  test('the data itself is left as it was', () => {
    const data = { user: { password: canary }, list: [{ token: canary }] }
    const before = inspect(data, { depth: 9 })
    redact(data)
    expect(inspect(data, { depth: 9 })).toBe(before)
  })
})

function boom(): never {
  throw new Error('boom')
}

function nest(levels: number, leaf: object): object {
  let data = leaf
  for (let level = 0; level < levels; level += 1) data = { inner: data }
  return data
}

function tree(depth: number, width: number, leaf: unknown = 1): unknown[] {
  const branch = depth === 1 ? leaf : tree(depth - 1, width, leaf)
  return Array.from({ length: width }, () => branch)
}

function causes(count: number, last: Error): Error {
  return count === 0 ? last : new Error(`level ${count}`, { cause: causes(count - 1, last) })
}

function formWith(name: string, value: string): FormData {
  const form = new FormData()
  form.set(name, value)
  return form
}

function endless(): object {
  return { toJSON: endless }
}
