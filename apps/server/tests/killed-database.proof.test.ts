import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { eventually } from '@holdfast/testing/eventually'
import { expect, test } from 'vitest'
import { ask, connectionsOf } from './harness/ask.ts'
import { bookingFor, findFreeSlot } from './harness/booking.ts'
import { becomeOperator, listBookings } from './harness/operator.ts'
import type { Holdfast } from './harness/start-holdfast.ts'
import { startOnEmbedded } from './harness/start-on-embedded.ts'

test('kill -9 of the embedded PostgreSQL: 503 while it is away, back by itself, nothing acknowledged lost', async () => {
  await using holdfast = await startOnEmbedded({
    RATE_LIMIT_FACTOR: '100000',
    REQUEST_DEADLINE: '2s',
  })
  const { baseUrl } = holdfast
  const operator = await becomeOperator(holdfast)
  const guests = await startGuests(baseUrl)
  await eventually(() => expect(guests.acknowledged.length).toBeGreaterThan(10), patient)

  const address = await readPostmaster(holdfast)
  const squatter = await killAndTakeItsAddress(address)
  await eventually(async () => expect(await statusOf(`${baseUrl}/health/ready`)).toBe(503), patient)
  expect(await statusOf(`${baseUrl}/health/live`)).toBe(200)
  expect([503, 504]).toContain(await statusOf(`${baseUrl}/api/v1/stations`))

  squatter.close()
  await eventually(async () => expect(await statusOf(`${baseUrl}/health/ready`)).toBe(200), patient)
  const before = guests.acknowledged.length
  await eventually(() => expect(guests.acknowledged.length).toBeGreaterThan(before), patient)
  await guests.leave()
  expect(guests.refusals.filter((status) => ![409, 422, 503, 504].includes(status))).toEqual([])
  expect(await listBookings(baseUrl, operator)).toEqual(
    expect.arrayContaining([...guests.acknowledged]),
  )
  expect((await readPostmaster(holdfast)).pid).not.toBe(address.pid)
}, 120_000)

const patient = { withinMs: 30_000, everyMs: 50 }

async function statusOf(url: string): Promise<number> {
  return (await ask(url)).status
}

/** Four guests who book one evening after the other until they are told to leave. */
async function startGuests(baseUrl: string) {
  const slot = await findFreeSlot(baseUrl)
  const acknowledged: string[] = []
  const refusals: number[] = []
  const agent = connectionsOf(4)
  const leaving = new AbortController()
  const all = Array.from({ length: 4 }, async (_, guest) => {
    for (let day = guest; !leaving.signal.aborted; day = (day + 4) % 80) {
      const date = new Date(Date.parse(slot.date) + day * 86_400_000).toISOString().slice(0, 10)
      const body = bookingFor({ ...slot, date })
      const answer = await ask(`${baseUrl}/api/v1/bookings`, { method: 'POST', body, agent })
      if (answer.status === 201) acknowledged.push(String(answer.json['reference']))
      else refusals.push(answer.status)
    }
  })
  return {
    acknowledged,
    refusals,
    async leave() {
      leaving.abort()
      await Promise.all(all)
      agent.destroy()
    },
  }
}

interface Address {
  readonly pid: number
  readonly port: number
}

async function readPostmaster({ dataFolder }: Holdfast): Promise<Address> {
  const file = join(dataFolder, 'postgres/data/postmaster.pid')
  const [pid, , , port] = (await readFile(file, 'utf8')).split('\n')
  return { pid: Number(pid), port: Number(port) }
}

/** So that it stays away for as long as the test looks, and not a few hundred milliseconds. */
async function killAndTakeItsAddress({ pid, port }: Address): Promise<Server> {
  process.kill(pid, 'SIGKILL')
  const squatter = createServer((socket) => socket.destroy())
  await eventually(
    async () => {
      squatter.listen(port, '127.0.0.1')
      await once(squatter, 'listening')
    },
    { everyMs: 2 },
  )
  return squatter
}
