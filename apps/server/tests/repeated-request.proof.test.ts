import { testDatabase } from '@holdfast/testing/database'
import { startFaultProxy } from '@holdfast/testing/fault-proxy'
import { expect, test } from 'vitest'
import { ask, connectionsOf, tally } from './harness/ask.ts'
import { bookingFor, findFreeSlot } from './harness/booking.ts'
import { becomeOperator, listBookings } from './harness/operator.ts'
import { startHoldfast } from './harness/start-holdfast.ts'

test('50 equal keyed requests at once: one booking, equal answers', async () => {
  await using holdfast = await startHoldfast(await testDatabase())
  const { baseUrl } = holdfast
  const operator = await becomeOperator(holdfast)
  const body = bookingFor(await findFreeSlot(baseUrl))
  const headers = { 'idempotency-key': '0199f0aa-5d1c-7c1e-8d3f-000000000050' }
  const agent = connectionsOf(50)
  const answers = await Promise.all(
    Array.from({ length: 50 }, () =>
      ask(`${baseUrl}/api/v1/bookings`, { method: 'POST', headers, body, agent }),
    ),
  )
  agent.destroy()
  expect(tally(answers.map(({ status }) => status))).toEqual({ 201: 50 })
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
  const replays = answers.filter(({ headers }) => headers['idempotent-replayed'] === 'true')
  expect(replays).toHaveLength(49)
  expect(await listBookings(baseUrl, operator)).toHaveLength(1)

  const other = { ...body, durationHours: 3 }
  const refused = await ask(`${baseUrl}/api/v1/bookings`, { method: 'POST', headers, body: other })
  expect([refused.status, refused.json['code']]).toEqual([422, 'idempotency.mismatch'])
})

/** Where the process dies, and what the database holds then. */
const deaths = [
  { moment: 'before the commit', direction: 'to-server', bookings: 0, replayed: undefined },
  {
    moment: 'between the commit and the answer',
    direction: 'to-client',
    bookings: 1,
    replayed: 'true',
  },
] as const

test.each(deaths)(
  'kill -9 $moment, then the same key: one booking',
  async ({ direction: killedAt, bookings, replayed }) => {
    const { appUrl, ownerUrl } = await testDatabase()
    await using proxy = await startFaultProxy({ port: Number(new URL(appUrl).port) })
    const throughProxy = new URL(appUrl)
    throughProxy.port = String(proxy.port)
    const first = await startHoldfast({ appUrl: throughProxy.href, ownerUrl })
    const operator = await becomeOperator(first)
    const body = bookingFor(await findFreeSlot(first.baseUrl))
    const headers = { 'idempotency-key': '0199f0aa-5d1c-7c1e-8d3f-000000000001' }

    // The process dies before it says COMMIT, or before it hears that this was done.
    // Others commit meanwhile: only the connection that books is looked at.
    let booking: object | undefined
    proxy.judge((chunk, direction, connection) => {
      const text = chunk.toString('latin1')
      if (direction === 'to-server' && /insert into "?bookings"?/i.test(text)) booking = connection
      if (direction === killedAt && connection === booking && /commit/i.test(text)) {
        first.process.signal('SIGKILL')
        return 'cut'
      }
      return 'forward'
    })
    const lost = ask(`${first.baseUrl}/api/v1/bookings`, { method: 'POST', headers, body })
    await expect(lost).rejects.toThrow()
    expect(await first.process.exited).toMatchObject({ signal: 'SIGKILL' })

    await using second = await startHoldfast({ appUrl, ownerUrl, dataFolder: first.dataFolder })
    expect(await listBookings(second.baseUrl, operator)).toHaveLength(bookings)
    const again = await ask(`${second.baseUrl}/api/v1/bookings`, { method: 'POST', headers, body })
    expect([again.status, again.headers['idempotent-replayed']]).toEqual([201, replayed])
    expect(await listBookings(second.baseUrl, operator)).toEqual([again.json['reference']])
  },
)
