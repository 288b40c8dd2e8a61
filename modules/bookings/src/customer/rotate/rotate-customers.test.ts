import { createVault, type Vault } from '@holdfast/kernel/crypto'
import { testDatabase } from '@holdfast/testing/database'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { bookingRoutes } from '../../contract.ts'
import { waitFor } from '../../fixtures/waiting.ts'
import { createWorld, inputOf, migrations, type World } from '../../fixtures/world.ts'
import { joinWaitlist } from '../../waitlist/join-waitlist.ts'
import { listWaitlist } from '../../waitlist/list-waitlist.ts'
import { listCustomers } from '../list/list-customers.ts'
import { showCustomer } from '../show-customer.ts'
import { rotateCustomers } from './rotate-customers.ts'

const { database } = await testDatabase({ migrations })

const old = { id: 'old', key: Buffer.alloc(32, 1) }
const current = { id: 'current', key: Buffer.alloc(32, 2) }
const before = createVault({ current: old, previous: [] })
const both = createVault({ current, previous: [old] })
const after = createVault({ current, previous: [] })

const people = Array.from({ length: 7 }, (_, index) => ({
  email: `person-${index}@example.com`,
  phone: `+1 212 555 01${10 + index}`,
  venue: { line1: `${index} Lane`, city: 'Harbor', postalCode: '10001', country: 'US' },
}))

async function given(organisationId?: string) {
  const world = createWorld({ database, vault: before, ...(organisationId && { organisationId }) })
  const station = await world.station(40)
  for (const person of people) await world.book(station, person)
  const as = (vault: Vault) =>
    createWorld({ database, vault, organisationId: world.organisationId })
  return { world, station, as }
}

async function found(world: World, asked: object): Promise<string[]> {
  const query = bookingRoutes.listCustomers.request.query.parse(asked)
  const input = { query, params: undefined, body: undefined }
  const { items } = await listCustomers(world.operator, input, world.parts)
  return items.map(({ id }) => id)
}

async function rotateAll(world: World, vault: Vault, limit = 3): Promise<number> {
  let [at, rotated]: [string | undefined, number] = [undefined, 0]
  do {
    const batch = await rotateCustomers(world.operator, vault, { after: at, limit })
    at = batch.after
    rotated += batch.rotated
    expect(batch.doubled).toBe(0)
  } while (at !== undefined)
  return rotated
}

test('rotated while people book, everybody is found and read under the new key alone', async () => {
  const { world, station, as } = await given()
  const [rotating, busy] = [as(both), as(both)]
  // One of them books no more: nothing but the rotation touches them.
  const booked = people
    .slice(1)
    .map((person, index) => busy.book(station, { ...person, date: `2026-06-0${index + 1}` }))
  await Promise.all([rotateAll(rotating, both), rotateAll(rotating, both, 2), ...booked])
  await rotateAll(rotating, both)
  const alone = as(after)
  for (const [index, { email, phone }] of people.entries()) {
    const [id, ...others] = await found(alone, { email })
    expect(others).toEqual([])
    expect(await found(alone, { phone })).toEqual([id])
    const input = { params: { id: id ?? '' }, query: undefined, body: undefined }
    const shown = await showCustomer(alone.operator, input, alone.parts)
    expect([shown.email, shown.bookings]).toEqual([email, index === 0 ? 1 : 2])
  }
  const { rows } = await sql<{ venue_index: Buffer }>`select distinct b.venue_index
    from bookings.booking b where organisation_id = ${world.organisationId}`.execute(
    database.kysely,
  )
  expect(rows).toHaveLength(people.length)
})

test('who waits is found under the new key alone, by phone and by e-mail', async () => {
  const { world, as } = await given()
  const station = await world.station(0)
  const body = waitFor(station, { email: 'waits@example.com' })
  await joinWaitlist(world.visitor, inputOf(body), world.parts)
  await rotateAll(as(both), both)
  const alone = as(after)
  for (const asked of [{ phone: body.contact.phone }, { email: body.contact.email }]) {
    const query = bookingRoutes.listWaitlist.request.query.parse(asked)
    const input = { query, params: undefined, body: undefined }
    const { items } = await listWaitlist(alone.operator, input, alone.parts)
    expect(items).toMatchObject([{ name: 'Wanda Waits', state: 'waiting' }])
  }
})

test('stopped half way and run again, it does what is left', async () => {
  const { as } = await given()
  const rotating = as(both)
  const first = await rotateCustomers(rotating.operator, both, { limit: 3 })
  expect(first.seen).toBe(3)
  await rotateAll(rotating, both)
  expect(await rotateAll(rotating, both)).toBe(0)
})

test('who booked anew at a process without the new key is told, not lost', async () => {
  const { world, station, as } = await given()
  const [person] = people
  await rotateAll(as(both), both)
  await createWorld({ database, vault: before, organisationId: world.organisationId }).book(
    station,
    { ...person, date: '2026-07-01' },
  )
  const { rotated, doubled } = await rotateCustomers(as(both).operator, both, { limit: 1_000 })
  expect([rotated, doubled]).toEqual([1, 1])
  expect(await found(as(after), { email: person?.email })).toHaveLength(1)
})
