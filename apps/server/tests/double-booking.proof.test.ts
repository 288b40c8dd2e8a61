import { testDatabase } from '@holdfast/testing/database'
import { proofSize } from '@holdfast/testing/proof'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { ask, connectionsOf, tally } from './harness/ask.ts'
import { bookingFor, findFreeSlot, type FreeSlot } from './harness/booking.ts'
import { becomeOperator } from './harness/operator.ts'
import { startHoldfast, type Holdfast } from './harness/start-holdfast.ts'

const guests = proofSize({ reduced: 80, full: 200 })
const connections = 25

test.each(['true', 'false'])(
  `${guests} guests at once for the last unit, advisory lock %s: one 201, the rest 409`,
  async (advisoryLock) => {
    const { database, ...urls } = await testDatabase()
    const env = { BOOKING_ADVISORY_LOCK: advisoryLock }
    await using holdfast = await startHoldfast({ ...urls, env })
    const slot = await findFreeSlot(holdfast.baseUrl)
    await fillAllUnitsButOne(holdfast, slot)

    const agent = connectionsOf(connections)
    const answers = await Promise.all(
      Array.from({ length: guests }, () => book(holdfast.baseUrl, slot, agent)),
    )
    agent.destroy()

    expect(tally(answers.map(({ status, json }) => String(json['code'] ?? status)))).toEqual({
      201: 1,
      'bookings.slotTaken': guests - 1,
    })
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 409]))
    const { rows } = await sql`
      select a.id, b.id
      from bookings.allocation a
      join bookings.allocation b on a.resource_id = b.resource_id and a.id < b.id
        and a.occupies && b.occupies
      where a.released_at is null and b.released_at is null
    `.execute(database.kysely)
    expect(rows).toEqual([])
  },
)

function book(baseUrl: string, slot: FreeSlot, agent = connectionsOf(1)) {
  return ask(`${baseUrl}/api/v1/bookings`, { method: 'POST', body: bookingFor(slot), agent })
}

async function fillAllUnitsButOne(holdfast: Holdfast, slot: FreeSlot): Promise<void> {
  const { baseUrl } = holdfast
  const url = `${baseUrl}/api/v1/stations/${slot.stationId}/resources`
  const { json } = await ask(url, { headers: await becomeOperator(holdfast) })
  const units = Object.values(json['items'] ?? {}).filter(
    (resource) => Reflect.get(Object(resource), 'kind') === 'unit',
  )
  for (const _unit of units.slice(1)) {
    expect((await book(baseUrl, slot)).status).toBe(201)
  }
}
