import { describe, expect, test } from 'vitest'
import { createMetrics } from '../metrics/metrics.ts'
import { get, given, givenCheck, readiness, requestFrom } from './fixtures/given-health.ts'

describe('a probe never waits', () => {
  test('a check that hangs is failed when its time is up, and 503 until then only if it never passed', async () => {
    const database = givenCheck({ timeoutMs: 500 })
    const { clock, health } = given({ checks: [database.check] })
    void health.start()
    await clock.advance(499)
    expect(health.state().checks[0]?.status).toBe('pending')
    await clock.advance(1)
    expect(health.state().checks[0]?.status).toBe('failed')
    expect(database.runs[0]?.signal.aborted).toBe(true)
  })

  test('no check may take longer than 2 s, whatever it asks for', async () => {
    const database = givenCheck({ timeoutMs: 60_000 })
    const { clock, health } = given({ checks: [database.check] })
    void health.start()
    await clock.advance(2_000)
    expect(health.state().checks[0]?.status).toBe('failed')
  })

  test('thousands of probes cost one run of each check per second', async () => {
    const [database, mail] = [givenCheck(), givenCheck({ name: 'mail', kind: 'degraded' })]
    database.passes()
    mail.passes()
    const { clock, health } = given({ checks: [database.check, mail.check] })
    await health.start()
    for (let second = 0; second < 5; second += 1) {
      for (let probe = 0; probe < 1_000; probe += 1) expect(readiness(health)).toBe(200)
      await clock.advance(1_000)
    }
    expect([database.runs.length, mail.runs.length]).toEqual([6, 6])
  })

  test('a check never runs twice at once, and one that hangs for ever is given up in the end', async () => {
    const database = givenCheck()
    const { clock, health } = given({ checks: [database.check] })
    void health.start()
    await clock.advance(11_999)
    expect(database.runs).toHaveLength(1)
    database.passes()
    await clock.advance(1)
    expect(database.runs).toHaveLength(2)
    expect(readiness(health)).toBe(200)
  })

  test('a result that comes after its time changes nothing', async () => {
    const database = givenCheck({ timeoutMs: 100 })
    const { clock, health } = given({ checks: [database.check] })
    void health.start()
    await clock.advance(100)
    database.runs[0]?.pass()
    await clock.advance(10)
    expect(health.state().checks[0]?.status).toBe('failed')
  })

  test('one slow check does not hold up the others', async () => {
    const slow = givenCheck({ name: 'slow', kind: 'degraded' })
    const quick = givenCheck({ name: 'quick' })
    quick.passes()
    const { clock, health } = given({ checks: [slow.check, quick.check] })
    void health.start()
    await clock.advance(5_000)
    expect([slow.runs.length, quick.runs.length]).toEqual([1, 6])
  })

  test('a result older than 3 s counts as failed', async () => {
    const database = givenCheck()
    database.passes()
    const { clock, health } = given({ checks: [database.check] })
    await health.start()
    expect(readiness(health)).toBe(200)
    health.stop() // nothing renews the result from here on, as when the process was frozen
    await clock.advance(3_000)
    expect(readiness(health)).toBe(200)
    await clock.advance(1)
    expect(get(health, '/health/ready')).toMatchObject({
      status: 503,
      body: { checks: { database: 'stale' } },
    })
  })

  test('stop leaves no timer and no run behind', async () => {
    const [passing, hanging] = [givenCheck(), givenCheck({ name: 'hanging' })]
    passing.passes()
    const { clock, health } = given({ checks: [passing.check, hanging.check] })
    void health.start()
    await clock.advance(1_500)
    health.stop()
    expect(hanging.runs[0]?.signal.aborted).toBe(true)
    hanging.runs[0]?.fail(new Error('aborted'))
    await clock.advance(0)
    expect(health.state().checks[1]?.status).toBe('pending')
    expect(clock.waiting).toBe(0)
    await clock.advance(60_000)
    expect([passing.runs.length, hanging.runs.length]).toEqual([2, 1])
  })

  test('liveness and readiness are served far below a millisecond', async () => {
    const checks = Array.from({ length: 10 }, (_, at) => {
      const each = givenCheck({ name: `check ${at}` })
      each.passes()
      return each.check
    })
    const { health } = given({ checks, metrics: createMetrics() })
    await health.start()
    const request = requestFrom()
    const times = Array.from({ length: 20_000 }, (_, at) => {
      const startedAtMs = performance.now()
      health.answer('GET', at % 2 === 0 ? '/health/live' : '/health/ready', request)
      return performance.now() - startedAtMs
    }).sort((a, b) => a - b)
    expect(times[19_800]).toBeLessThan(1)
  })
})
