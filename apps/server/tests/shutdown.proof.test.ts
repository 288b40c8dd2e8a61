import { testDatabase } from '@holdfast/testing/database'
import { startFaultProxy } from '@holdfast/testing/fault-proxy'
import { expect, test } from 'vitest'
import { ask, connectionsOf, type Answer } from './harness/ask.ts'
import { bookingFor, findFreeSlot } from './harness/booking.ts'
import { becomeOperator, listBookings } from './harness/operator.ts'
import { startHoldfast } from './harness/start-holdfast.ts'

test('SIGTERM under load: no request in flight fails, every acknowledged booking is there, exit 0', async () => {
  const { appUrl, ownerUrl } = await testDatabase()
  // A slow database keeps every request in flight for a good while.
  await using proxy = await startFaultProxy({ port: Number(new URL(appUrl).port) })
  const throughProxy = new URL(appUrl)
  throughProxy.port = String(proxy.port)
  const holdfast = await startHoldfast({ appUrl: throughProxy.href, ownerUrl })
  const { baseUrl } = holdfast
  const operator = await becomeOperator(holdfast)
  const slot = await findFreeSlot(baseUrl)
  proxy.delay(40)
  const agent = connectionsOf(clients)
  const asked: Asked[] = []
  let signalledAtMs = Number.POSITIVE_INFINITY

  async function keepAsking(index: number): Promise<void> {
    while (performance.now() < signalledAtMs) {
      const entry: Asked = { sentAtMs: performance.now() }
      asked.push(entry)
      try {
        entry.answer =
          index % 4 === 0
            ? await ask(`${baseUrl}/api/v1/bookings`, {
                method: 'POST',
                body: bookingFor(slot),
                agent,
              })
            : await ask(`${baseUrl}/api/v1/stations`, { agent })
      } catch (error) {
        entry.error = error
      }
      entry.endedAtMs = performance.now()
    }
  }

  const load = Promise.all(Array.from({ length: clients }, (_, index) => keepAsking(index)))
  await holdfast.process.stdout.waitFor(/"\/api\/v1\/bookings".*"status":201/)
  signalledAtMs = performance.now()
  holdfast.process.signal('SIGTERM')
  await load
  expect(await holdfast.process.exited).toEqual({ code: 0, signal: null })
  expect(performance.now() - signalledAtMs).toBeLessThan(30_000)
  agent.destroy()

  // Those of the very last moment may have met a closed door; the others had been let in.
  const letIn = asked.filter(({ sentAtMs }) => sentAtMs < signalledAtMs - 50)
  const inFlight = letIn.filter(({ endedAtMs = Infinity }) => endedAtMs > signalledAtMs)
  expect(inFlight.length).toBeGreaterThan(clients / 4)
  expect(letIn.flatMap(({ error }) => error ?? [])).toEqual([])
  expect(letIn.filter(({ answer }) => (answer?.status ?? 500) >= 500)).toEqual([])

  await using next = await startHoldfast({ appUrl, ownerUrl, dataFolder: holdfast.dataFolder })
  const kept = await listBookings(next.baseUrl, operator)
  const acknowledged = asked.flatMap(({ answer }) =>
    answer?.status === 201 ? [String(answer.json['reference'])] : [],
  )
  expect(kept).toEqual(expect.arrayContaining(acknowledged))
}, 60_000)

const clients = 20

interface Asked {
  readonly sentAtMs: number
  endedAtMs?: number
  answer?: Answer
  error?: unknown
}

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
