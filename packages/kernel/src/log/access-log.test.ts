import { describe, expect, test } from 'vitest'
import { runInContext } from '../context/context.ts'
import { createAccessLog } from './access-log.ts'
import type { AccessEntry } from './access-log.ts'
import { sanitizePath } from './access-path.ts'
import { createLog } from './create-log.ts'
import type { Log, LogLevel } from './create-log.ts'

const entry: AccessEntry = {
  method: 'GET',
  path: '/api/v1/bookings/01890a5d-ac96-774b-bcce-b302099a8057',
  route: '/api/v1/bookings/:id',
  status: 200,
  durationMs: 1.23456,
  requestBytes: 0,
  responseBytes: 512,
  correlationId: 'c-1',
  clientAddress: '203.0.113.9',
  outcome: 'answered',
}

function given(level: LogLevel = 'info') {
  const raw: string[] = []
  const destination = { write: (text: string) => raw.push(text) }
  const log = createLog({ level, service: 'kitchen', version: '1.2.3', role: 'api', destination })
  return { access: createAccessLog(log), raw, lines: () => raw.map((text) => JSON.parse(text)) }
}

test('the line holds the entry and what every line holds', () => {
  const { access, raw, lines } = given()
  access({ ...entry, actorId: 'person-7', traceId: 't-1' })
  expect(lines()).toEqual([
    {
      ...entry,
      level: 'info',
      time: expect.stringMatching(/Z$/),
      service: 'kitchen',
      version: '1.2.3',
      role: 'api',
      durationMs: 1.235,
      actorId: 'person-7',
      traceId: 't-1',
      msg: 'request',
    },
  ])
  expect(raw[0]?.endsWith('}\n')).toBe(true)
})

test('actor and trace come from the context when the entry names none', () => {
  const { access, lines } = given()
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
  const { signal } = new AbortController()
  runInContext({ correlationId: 'c-1', traceparent, actorId: 'p', signal }, () => access(entry))
  expect(lines()[0]).toMatchObject({ traceId: '4bf92f3577b34da6a3ce929d0e0e4736', actorId: 'p' })
})

test('a failure of ours is a warning; below the level nothing is written', () => {
  const { access, lines } = given('warn')
  access(entry)
  access({ ...entry, status: 503 })
  expect(lines()).toMatchObject([{ level: 'warn', status: 503 }])
})

test('whatever the request holds, the line is one line of JSON', () => {
  const { access, raw, lines } = given()
  const hostile = 'x"\\\n\r\u001b[31m\u0000\u009b\u2028","level":"fatal'
  access({
    ...entry,
    method: hostile,
    path: `/${hostile}`,
    route: hostile,
    correlationId: hostile,
    clientAddress: hostile,
    actorId: hostile,
    status: Number.NaN,
    durationMs: Infinity,
  })
  expect(raw[0]).toMatch(/^[^\u0000-\u001f\u007f-\u009f\u2028]+\n$/)
  expect(lines()[0]).toMatchObject({ level: 'info', status: 0, durationMs: 0 })
})

test('a log that was not made here gets the entry as a line', () => {
  const seen: unknown[] = []
  const note = (level: string) => (data: object) => seen.push({ level, ...data })
  const foreign = { info: note('info'), debug: note('debug') } as unknown as Log
  createAccessLog(foreign)({ ...entry, path: '/x?token=1' })
  createAccessLog(foreign)({ ...entry, isRoutine: true })
  expect(seen).toMatchObject([{ level: 'info', path: '/x', status: 200 }, { level: 'debug' }])
})

test('routine that goes well is for debugging; what goes wrong with it is not', () => {
  const routine = { ...entry, isRoutine: true }
  const answers: readonly AccessEntry[] = [
    { ...routine, status: 304 },
    { ...routine, status: 404 },
    { ...routine, status: 503 },
    { ...routine, outcome: 'aborted' },
  ]
  const [everything, usual] = [given('debug'), given('info')]
  for (const answer of answers) {
    everything.access(answer)
    usual.access(answer)
  }
  const levels = everything.lines().map(({ level }) => level)
  expect(levels).toEqual(['debug', 'info', 'warn', 'info'])
  expect(usual.lines().map(({ status }) => status)).toEqual([404, 503, 200])
})

describe('the path shows no query and nobody', () => {
  test.each([
    ['/lookup?email=a@example.com#x', '/lookup'],
    ['/guests/guest%40example.com/bookings', '/guests/[redacted]/bookings'],
    ['/guests/guest@example.com', '/guests/[redacted]'],
    ['/call/+4915112345679', '/call/[redacted]'],
    ['/call/%2B49%20151%2012345678', '/call/[redacted]'],
    ['/cards/4111111111111111', '/cards/[redacted]'],
    ['/confirm/pK3vX9qLm2Rt8wYz4Bn6Jd1Hf5Sa7Gc0Ue9Io2Qx', '/confirm/[redacted]'],
    ['/s/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc', '/s/[redacted]'],
    ['/a%0d%0aSet-Cookie:%20x', String.raw`/a\u000d\nSet-Cookie:_[redacted]`],
    [`/${'a/'.repeat(2_000)}`, expect.stringMatching(/^.{1,520}\/…$/)],
  ])('%s', (path, shown) => expect(sanitizePath(path)).toEqual(shown))

  test.each([
    '/',
    '/api/v1/bookings/01890a5d-ac96-774b-bcce-b302099a8057/cancel',
    '/assets/index-DkS9x2LmQ8vT4rYp1aZc.js',
    '/private-chef-catering-business-in-bali-and-lombok',
    '/api/v1/bookings/1718000000000',
    '/2026/05/01',
    '/%F0%9F%8D%9C',
    '/%zz',
  ])('%s stays', (path) => expect(sanitizePath(path)).toBe(path))
})
