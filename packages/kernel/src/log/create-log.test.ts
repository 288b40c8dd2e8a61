import { PassThrough, Writable } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import { runInContext } from '../context/context.ts'
import { createLog } from './create-log.ts'
import type { LogOptions } from './create-log.ts'

const options = { level: 'trace', service: 'kitchen', version: '1.2.3', role: 'api' } as const

interface Line {
  readonly [name: string]: unknown
}

function given(more: Partial<LogOptions> = {}) {
  const raw: string[] = []
  const destination = { write: (text: string) => raw.push(text) }
  const log = createLog({ ...options, destination, ...more })
  return { log, raw, lines: (): Line[] => raw.map((text) => JSON.parse(text) as Line) }
}

const context = {
  correlationId: 'c-1',
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  actorId: 'person-7',
  signal: new AbortController().signal,
}

test('every line says when, how grave, who wrote it and for which request', () => {
  const { log, lines } = given()
  runInContext(context, () => log.info({ bookingId: 'b-1' }, 'Booking confirmed'))
  expect(lines()).toEqual([
    {
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      service: 'kitchen',
      version: '1.2.3',
      role: 'api',
      bookingId: 'b-1',
      correlationId: 'c-1',
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      actorId: 'person-7',
      msg: 'Booking confirmed',
    },
  ])
})

test('lines below the level are not written, and their data is not even read', () => {
  const { log, raw } = given({ level: 'warn' })
  const data = Object.defineProperty({}, 'x', {
    enumerable: true,
    get: () => expect.unreachable('read'),
  })
  log.info(data, 'quiet')
  log.warn({}, 'heard')
  expect(raw).toHaveLength(1)
})

test('a child adds its members to every line, redacted once', () => {
  const { log, lines } = given()
  log.child({ module: 'bookings', token: 'hunter2' }).child({ job: 1 }).info({}, 'x')
  expect(lines()[0]).toMatchObject({ module: 'bookings', token: '[redacted]', job: 1 })
})

test('data can not replace what the line says about itself or its request', () => {
  const { log, raw, lines } = given()
  const forged = { level: 'fatal', time: 'never', service: 'x', msg: 'forged', correlationId: 'x' }
  runInContext(context, () => log.child({ role: 'root' }).info(forged, 'real'))
  expect(lines()[0]).toMatchObject({
    level: 'info',
    service: 'kitchen',
    role: 'api',
    msg: 'real',
    correlationId: 'c-1',
    'data.level': 'fatal',
    'data.role': 'root',
  })
  expect(raw[0]?.match(/"(?:level|msg|role|correlationId)":/g)).toHaveLength(4)
})

test('secrets in the message and in an error given as data are removed', () => {
  const { log, raw } = given()
  log.error(new Error('login of guest@example.com'), 'failed for guest@example.com')
  expect(raw[0]).not.toContain('guest@')
  expect(raw[0]).toContain('create-log.test.ts')
})

const hostile = '\n{"level":"fatal","msg":"forged"}\n\u001b[2J\u009b31m\u2028%s%o\u202e'

test('one call is one line: no line break or escape sequence gets through', () => {
  const { log, raw, lines } = given()
  log.info({ [hostile]: hostile, error: new Error(hostile) }, hostile)
  log.child({ x: hostile }).info({ list: [hostile] }, 'x')
  expect(raw).toHaveLength(2)
  for (const text of raw) expect(text).toMatch(/^[^\u0000-\u001f\u007f-\u009f\u2028\u202e]+\n$/)
  expect(lines()[0]).toMatchObject({ level: 'info' })
})

test('neither does it in the lines for people', () => {
  const { log, raw } = given({ pretty: true })
  log.info({ x: hostile, error: new Error(hostile) }, hostile)
  const text = stripVTControlCharacters(raw.join(''))
  expect(text).not.toMatch(/^\{"level":"fatal"/m)
  expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u202e]/)
  expect(raw.join('')).not.toContain('\u001b[2J')
  expect(text).toContain('INFO')
})

test('a destination that throws or fails does not reach the caller', async () => {
  const throwing = createLog({
    ...options,
    destination: {
      write() {
        throw new Error('gone')
      },
    },
  })
  const failing = new Writable({ write: (_chunk, _encoding, done) => done(new Error('disk full')) })
  const log = createLog({ ...options, destination: failing })
  for (let count = 0; count < 100; count += 1) {
    throwing.info({}, 'x')
    log.info({}, 'x')
  }
  await Promise.all([throwing.flush(), log.flush()])
  expect(failing.errored?.message).toBe('disk full')
})

test('a stream that nobody reads takes a bounded amount of memory', () => {
  const stuck = new PassThrough()
  const log = createLog({ ...options, destination: stuck })
  const text = 'x'.repeat(8_000)
  for (let count = 0; count < 3_000; count += 1) log.info({ text }, 'x')
  expect(stuck.writableLength).toBeLessThan(9 * 1024 * 1024)
})

test('flush waits for a slow stream', async () => {
  const seen: string[] = []
  const slow = new Writable({
    highWaterMark: 1,
    write(chunk, _encoding, done) {
      seen.push(String(chunk))
      setImmediate(done)
    },
  })
  const log = createLog({ ...options, destination: slow })
  for (let count = 0; count < 50; count += 1) log.info({ count }, 'x')
  await log.flush()
  expect(seen).toHaveLength(50)
})

test('a caller without types can pass anything', () => {
  const { log, lines } = given()
  const loose = log as unknown as { info(data?: unknown, message?: unknown): void }
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  for (const data of [undefined, null, 7, 'text', proxy]) loose.info(data, Symbol('m'))
  expect(lines()).toHaveLength(5)
})
