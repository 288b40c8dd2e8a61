import { Answered } from '@holdfast/kernel/module'
import { testDatabase } from '@holdfast/testing/database'
import { expect, test } from 'vitest'
import { bookingRoutes } from '../../contract.ts'
import { outcomeOf } from '../../fixtures/outcome.ts'
import { createWorld, migrations, type World } from '../../fixtures/world.ts'
import { exportBookings } from './export-bookings.ts'

const { database } = await testDatabase({ migrations })

function exported(world: World, query: Record<string, string> = {}, ctx = world.operator) {
  const parsed = bookingRoutes.exportBookings.request.query.parse(query)
  return exportBookings(ctx, { query: parsed, params: undefined, body: undefined }, world.parts)
}

async function linesOf(answered: ReturnType<typeof exported>): Promise<readonly string[]> {
  const file = await answered
  if (!(file instanceof Answered)) throw new Error('no file')
  return String(file.body).replace('\ufeff', '').trimEnd().split('\r\n')
}

test('is the filtered list, a booking a line, in the order that was asked for', async () => {
  const world = createWorld({ database })
  const station = await world.station(9, { name: 'Harbor, North' })
  const first = await world.book(station, { time: '12:00', name: '=cmd()' })
  await world.book(station, { time: '18:00', name: 'Zoë "Z" O’Neill' })
  await world.book(station, { date: '2026-05-20', name: 'Later' })
  const lines = await linesOf(exported(world, { to: '2026-05-16', sort: 'start' }))
  expect(lines).toHaveLength(3)
  expect(lines[0]).toMatch(/^Reference,State,Name,Station,Date,Time,/)
  expect(lines[1]).toBe(
    `${first.reference},confirmed,'=cmd(),"Harbor, North",2026-05-16,12:00,America/New_York,2,4,0,0,4,550.00,USD,2026-05-06T12:00:00.000Z`,
  )
  expect(lines[2]).toContain('"Zoë ""Z"" O’Neill"')
})

test('is offered as a file named after the day', async () => {
  const file = await exported(createWorld({ database }))
  expect(file).toMatchObject({
    headers: { 'content-disposition': 'attachment; filename="bookings-2026-05-06.csv"' },
  })
})

test('holds no contact, address or wish', async () => {
  const world = createWorld({ database })
  await world.book(await world.station(1), { email: 'ada@example.com', specialRequests: 'Quiet' })
  expect((await linesOf(exported(world))).join()).not.toMatch(/@|555|Quiet Street|Quiet/)
})

test('is refused rather than cut when it is too long', async () => {
  const world = createWorld({ database })
  const station = await world.station(9)
  await world.book(station)
  await world.book(station)
  await world.book(station, { date: '2026-05-20' })
  const small = { ...world, parts: { ...world.parts, most: 2 } }
  expect(await outcomeOf(exported(small))).toBe('bookings.tooMany')
  expect(await linesOf(exported(small, { to: '2026-05-16' }))).toHaveLength(3)
})

test('is for who may export, whatever else they may', async () => {
  const world = createWorld({ database })
  const reader = world.contextOf({ ...world.operator.actor, actions: new Set(['bookings.list']) })
  expect(await outcomeOf(exported(world, {}, reader))).toBe('request.forbidden')
  expect(await outcomeOf(exported(world, {}, world.visitor))).toBe('request.unauthenticated')
})
