import { testDatabase } from '@holdfast/testing/database'
import { expect, test } from 'vitest'
import { ask, connectionsOf, tally } from './holdfast/ask.ts'
import { bookingFor, findFreeSlot } from './holdfast/booking.ts'
import { listBookings } from './holdfast/operator.ts'
import { startHoldfast } from './holdfast/start-holdfast.ts'

test('SIGTERM under load: no request in flight fails, every acknowledged booking is there, exit 0', async () => {
  const database = await testDatabase()
  const holdfast = await startHoldfast({ ...database, env: { PRE_DRAIN: '500ms' } })
  const { baseUrl } = holdfast
  const slot = await findFreeSlot(baseUrl)
  const agent = connectionsOf(20)
  const answers: { status: number; reference: string }[] = []
  const failures: { error: unknown; sentBeforeClose: boolean }[] = []
  let closed = false

  async function keepAsking(index: number): Promise<void> {
    while (!closed) {
      try {
        const isWrite = index % 4 === 0
        const answer = isWrite
          ? await ask(`${baseUrl}/api/v1/bookings`, {
              method: 'POST',
              body: bookingFor(slot),
              agent,
            })
          : await ask(`${baseUrl}/api/v1/stations`, { agent })
        answers.push({ status: answer.status, reference: String(answer.json['reference'] ?? '') })
      } catch (error) {
        // A connection that was refused was never accepted: nothing in flight was lost.
        if (isRefused(error)) return
        failures.push({ error, sentBeforeClose: !closed })
        return
      }
    }
  }

  const load = Promise.all(Array.from({ length: 20 }, (_, index) => keepAsking(index)))
  await holdfast.process.stdout.waitFor(/"status":201/)
  const signalledAt = performance.now()
  holdfast.process.signal('SIGTERM')
  expect(await holdfast.process.exited).toEqual({ code: 0, signal: null })
  closed = true
  await load
  agent.destroy()

  expect(performance.now() - signalledAt).toBeLessThan(30_000)
  expect(failures).toEqual([])
  expect(Object.keys(tally(answers.map(({ status }) => status))).toSorted()).toEqual(
    expect.arrayContaining(['200', '201']),
  )
  expect(answers.filter(({ status }) => status >= 500)).toEqual([])

  await using next = await startHoldfast({ ...database, dataFolder: holdfast.dataFolder })
  const kept = await listBookings(next.baseUrl)
  const acknowledged = answers.filter(({ status }) => status === 201)
  expect(kept.toSorted()).toEqual(acknowledged.map(({ reference }) => reference).toSorted())
}, 60_000)

test('readiness falls before anything else, liveness never does', async () => {
  await using holdfast = await startHoldfast({
    ...(await testDatabase()),
    env: { PRE_DRAIN: '1s' },
  })
  const { baseUrl, process } = holdfast
  process.signal('SIGTERM')
  await process.stdout.waitFor(/shutdown began/)
  expect((await ask(`${baseUrl}/health/ready`)).status).toBe(503)
  expect((await ask(`${baseUrl}/health/live`)).status).toBe(200)
  const served = await ask(`${baseUrl}/api/v1/stations`)
  expect([served.status, served.headers['connection']]).toEqual([200, 'close'])
  expect(await process.exited).toEqual({ code: 0, signal: null })
})

test('a second signal exits with 1', async () => {
  await using holdfast = await startHoldfast({
    ...(await testDatabase()),
    env: { PRE_DRAIN: '20s' },
  })
  holdfast.process.signal('SIGTERM')
  await holdfast.process.stdout.waitFor(/shutdown began/)
  holdfast.process.signal('SIGTERM')
  expect(await holdfast.process.exited).toEqual({ code: 1, signal: null })
})

function isRefused(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED'
}
