import { describe, expect, test } from 'vitest'
import type { Log } from '../log/log.ts'
import { createMetrics } from '../metrics/metrics.ts'
import { get, given, givenCheck, readiness, requestFrom } from './fixtures/given-health.ts'

describe('paths and methods', () => {
  const bases = ['/health', '/api/health', '/api/v1/health']
  test.each(
    bases.flatMap((base) =>
      ['', '/live', '/liveness', '/ready', '/readiness'].map((end) => base + end),
    ),
  )('%s answers, never to be stored', (path) => {
    const { health } = given()
    const { status, headers } = get(health, path)
    expect(status).toBe(200)
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'content-type': 'application/json',
    })
  })

  test.each(['/', '/healthz', '/health/', '/health/other', '/api/v1/health/live/x', '/HEALTH'])(
    '%s is not ours',
    (path) => expect(given().health.answer('GET', path, requestFrom())).toBeUndefined(),
  )

  test('HEAD has the headers of GET and no body', () => {
    const { health } = given()
    const head = health.answer('HEAD', '/health/ready', requestFrom())
    const full = health.answer('GET', '/health/ready', requestFrom())
    expect(head).toEqual({ ...full, body: '' })
    expect(head?.headers['content-length']).toBe(String(full?.body.length))
  })

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])(
    '%s is 405 and says what is allowed',
    (method) => {
      const ask = () => given().health.answer(method, '/health', requestFrom())
      expect(ask).toThrow(
        expect.objectContaining({
          code: 'request.methodNotAllowed',
          options: { headers: { allow: 'GET, HEAD' } },
        }),
      )
    },
  )

  test('an answer is nobody’s to change', () => {
    const answer = given().health.answer('GET', '/health/live', requestFrom())
    expect(() => Object.assign(answer?.headers ?? {}, { x: '1' })).toThrow(TypeError)
  })
})

describe('readiness', () => {
  test('is 503 until each critical check has passed once', async () => {
    const database = givenCheck()
    const { health } = given({ checks: [database.check] })
    expect(readiness(health)).toBe(503)
    const started = health.start()
    expect(readiness(health)).toBe(503)
    database.runs[0]?.pass()
    await started
    expect(readiness(health)).toBe(200)
  })

  test('is 503 while a critical check fails, and 200 again within a period after it passes', async () => {
    const database = givenCheck()
    database.passes()
    const { clock, health } = given({ checks: [database.check] })
    await health.start()
    database.fails()
    await clock.advance(1_000)
    expect(get(health, '/health/ready')).toMatchObject({
      status: 503,
      headers: { 'retry-after': '1' },
      body: { status: 'unready', checks: { database: 'failed' } },
    })
    database.passes()
    await clock.advance(1_000)
    expect(readiness(health)).toBe(200)
  })

  test('stays 200 while only degraded checks fail, and says so', async () => {
    const mail = givenCheck({ name: 'mail', kind: 'degraded' })
    mail.fails()
    const { health } = given({ checks: [mail.check] })
    await health.start()
    expect(get(health, '/health/ready')).toMatchObject({
      status: 200,
      body: { status: 'degraded', checks: { mail: 'failed' } },
    })
  })

  test('stays ready while a check waits for something to judge, and never calls that ok', async () => {
    const audit = givenCheck({ name: 'audit' })
    const metrics = createMetrics()
    const { clock, health } = given({ checks: [audit.check], metrics })
    const started = health.start()
    audit.runs[0]?.wait()
    await started
    expect(get(health, '/health/ready')).toMatchObject({
      status: 200,
      body: { status: 'ready', checks: { audit: 'waiting' } },
    })
    expect((await metrics.render()).body).not.toContain('service_health_status{service="audit"}')
    audit.passes()
    await clock.advance(1_000)
    expect(get(health, '/health/ready').body.checks).toEqual({ audit: 'ok' })
    expect((await metrics.render()).body).toContain('service_health_status{service="audit"} 1')
  })

  test('tells nothing but names and states to the public', async () => {
    const database = givenCheck()
    database.fails(new Error('password authentication failed for app at 10.0.0.7'))
    const { health } = given({ checks: [database.check] })
    await health.start()
    const text = JSON.stringify(get(health, '/health').body)
    expect(text).toBe('{"status":"unready","checks":{"database":"failed"}}')
  })
})

describe('draining', () => {
  test('turns readiness 503 at once and for good; liveness stays 200', async () => {
    const database = givenCheck()
    database.passes()
    const { clock, health } = given({ checks: [database.check] })
    await health.start()
    health.drain()
    await clock.advance(5_000)
    expect(get(health, '/health/ready')).toMatchObject({
      status: 503,
      body: { status: 'draining' },
    })
    expect(get(health, '/health').status).toBe(503)
    expect(get(health, '/health/live')).toMatchObject({ status: 200, body: { status: 'alive' } })
  })

  test('liveness touches nothing: it is 200 while everything else fails', async () => {
    const database = givenCheck()
    database.fails()
    const { health } = given({ checks: [database.check] })
    await health.start()
    expect(get(health, '/health/live').status).toBe(200)
  })
})

test('two checks of one name are refused at start', () => {
  const { check } = givenCheck()
  expect(() => given({ checks: [check, check] })).toThrow('same name')
})

test('the log tells once that a check fails and once that it passes again', async () => {
  const lines: string[] = []
  const note = (level: string) => (_data: object, message: string) =>
    lines.push(`${level} ${message}`)
  const log = { info: note('info'), warn: note('warn') } as unknown as Log
  const database = givenCheck()
  database.fails()
  const { clock, health } = given({ checks: [database.check], log })
  await health.start()
  await clock.advance(3_000)
  database.passes()
  await clock.advance(3_000)
  expect(lines).toEqual(['warn A health check fails', 'info A health check passes again'])
})

test('metrics have the names, labels and buckets that dashboards expect', async () => {
  const metrics = createMetrics()
  const [database, mail] = [givenCheck(), givenCheck({ name: 'mail', kind: 'degraded' })]
  database.passes()
  mail.fails()
  const { health } = given({ checks: [database.check, mail.check], metrics })
  await health.start()
  readiness(health)
  get(health, '/health/live')
  const { body } = await metrics.render()
  expect(body).toContain('health_check_total{endpoint="readiness",status="degraded"} 1')
  expect(body).toContain('health_check_total{endpoint="liveness",status="healthy"} 1')
  expect(body).toContain(
    'health_check_duration_seconds_count{endpoint="readiness",check_type="database"} 1',
  )
  expect(body).toContain('service_health_status{service="kitchen"} 0.5')
  expect(body).toContain('service_health_status{service="database"} 1')
  expect(body).toContain('service_health_status{service="mail"} 0')
  const bounds = [...body.matchAll(/check_type="database",le="([^"]+)"/g)].map(([, bound]) => bound)
  expect(bounds.join(' ')).toBe('0.001 0.005 0.01 0.025 0.05 0.1 0.25 0.5 1 2.5 5 10 +Inf')
})
