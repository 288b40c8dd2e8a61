import { testDatabase } from '@holdfast/testing/database'
import { describe, expect, test } from 'vitest'
import { bookingRoutes, bookingRow } from '../../contract.ts'
import { outcomeOf } from '../../fixtures/outcome.ts'
import { createWorld, migrations, type World } from '../../fixtures/world.ts'
import { listBookings } from './list-bookings.ts'

const { database } = await testDatabase({ migrations })

type Query = Record<string, string | readonly string[]>

function list(world: World, query: Query = {}, ctx = world.operator) {
  const parsed = bookingRoutes.listBookings.request.query.parse(query)
  return listBookings(ctx, { query: parsed, params: undefined, body: undefined }, world.parts)
}

async function fiveBookings() {
  const world = createWorld({ database })
  const [one, two] = [await world.station(9), await world.station(9)]
  const booked = [
    await world.book(one, { time: '11:00', name: 'Ada Lovelace', email: 'ada@example.com' }),
    await world.book(one, { time: '13:00', name: 'Grace 100%', phone: '+49 30 901820' }),
    await world.book(one, { time: '13:00', name: 'Edsger_D', date: '2026-05-17' }),
    await world.book(two, { time: '19:00', name: 'Barbara', date: '2026-05-18' }),
    await world.book(two, { time: '21:00', name: 'Ada Again', date: '2026-05-18' }),
  ]
  await world.cancel(booked[3]?.id ?? '')
  return { world, one, two, booked }
}

const no = (reason: string) => ({ allowed: false, reason })
const names = async (page: ReturnType<typeof list>) => (await page).items.map((row) => row.name)

describe('the list', () => {
  test('shows the newest start first, in the shape of its contract', async () => {
    const { world } = await fiveBookings()
    const page = await list(world)
    expect(await names(list(world))).toEqual([
      'Ada Again',
      'Barbara',
      'Edsger_D',
      'Grace 100%',
      'Ada Lovelace',
    ])
    const schema = bookingRoutes.listBookings.responses[200].schema
    expect(schema.parse(page)).toEqual(page)
  })

  test('page by page by cursor shows each booking once', async () => {
    const { world } = await fiveBookings()
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await list(world, { limit: '2', ...(cursor ? { cursor } : {}) })
      seen.push(...page.items.map((row) => row.name))
      cursor = page.page.nextCursor
      expect(page.page.hasMore).toBe(cursor !== undefined)
    } while (cursor !== undefined)
    expect(seen).toEqual(await names(list(world)))
  })

  test('by offset it also says how many there are', async () => {
    const { world } = await fiveBookings()
    const page = await list(world, { limit: '2', offset: '4' })
    expect(page.page).toEqual({ limit: 2, offset: 4, total: 5, hasMore: false })
    expect(page.items).toHaveLength(1)
  })

  test.each<[string, readonly string[]]>([
    ['start', ['Ada Lovelace', 'Late caller', 'Grace 100%', 'Edsger_D', 'Barbara', 'Ada Again']],
    ['created', ['Ada Lovelace', 'Grace 100%', 'Edsger_D', 'Barbara', 'Ada Again', 'Late caller']],
    ['-created', ['Late caller', 'Ada Again', 'Barbara', 'Edsger_D', 'Grace 100%', 'Ada Lovelace']],
  ])('in the order %s, page by page, shows each booking once', async (sort, expected) => {
    const { world, one } = await fiveBookings()
    await world.book(one, { time: '12:00', name: 'Late caller' })
    const first = await list(world, { sort, limit: '3' })
    const next = await list(world, { sort, limit: '3', cursor: first.page.nextCursor ?? '' })
    expect([...first.items, ...next.items].map((row) => row.name)).toEqual(expected)
  })

  test('refuses a cursor that it did not write', async () => {
    const { world } = await fiveBookings()
    expect(await outcomeOf(list(world, { cursor: 'bm9uc2Vuc2U' }))).toBe('request.invalid')
    const { nextCursor = '' } = (await list(world, { limit: '2' })).page
    const turned = list(world, { sort: 'start', cursor: nextCursor })
    expect(await outcomeOf(turned)).toBe('request.invalid')
  })

  test.each<[string, Query, readonly string[]]>([
    ['state', { state: ['cancelled'] }, ['Barbara']],
    ['several states', { state: ['cancelled', 'expired', 'seated'] }, ['Barbara']],
    ['first day', { from: '2026-05-18' }, ['Ada Again', 'Barbara']],
    ['last day', { to: '2026-05-16' }, ['Grace 100%', 'Ada Lovelace']],
    ['part of a name', { q: 'ada' }, ['Ada Again', 'Ada Lovelace']],
    ['a percent sign as itself', { q: '100%' }, ['Grace 100%']],
    ['an underscore as itself', { q: '_' }, ['Edsger_D']],
    ['a whole address in any case', { email: 'ADA@example.com' }, ['Ada Lovelace']],
    ['no part of an address', { email: 'ada@example' }, []],
    ['a number written in another way', { phone: '+4930901820' }, ['Grace 100%']],
    ['what is no number', { phone: 'hello' }, []],
  ])('is filtered by %s', async (_, query, expected) => {
    const { world } = await fiveBookings()
    expect(await names(list(world, query))).toEqual(expected)
  })

  test('is filtered by ids, as who shows payments or events asks for what they are about', async () => {
    const { world, booked } = await fiveBookings()
    const id = [booked[1]?.id ?? '', booked[2]?.id ?? '', crypto.randomUUID()]
    expect(await names(list(world, { id }))).toEqual(['Edsger_D', 'Grace 100%'])
  })

  test('is filtered by station and by reference', async () => {
    const { world, two, booked } = await fiveBookings()
    expect(await names(list(world, { stationId: two.id }))).toEqual(['Ada Again', 'Barbara'])
    const reference = booked[1]?.reference ?? ''
    const asTyped = [reference, reference.slice(3, 7), reference.toLowerCase().replaceAll('-', ' ')]
    for (const q of asTyped) expect(await names(list(world, { q }))).toEqual(['Grace 100%'])
  })

  test('says of each booking whether it can be cancelled, and if not why and who could', async () => {
    const { world } = await fiveBookings()
    const parts = {
      ...world.parts,
      staff: { ...world.parts.staff, rolesThatMay: () => ['Owner', 'Agent'] },
    }
    const actor = { ...world.operator.actor, actions: new Set(['bookings.list']) }
    const query = bookingRoutes.listBookings.request.query.parse({ q: 'a' })
    const reasonsFor = async (kind: 'person' | 'machine') => {
      const ctx = world.contextOf({ ...actor, kind })
      const page = await listBookings(ctx, { query, params: undefined, body: undefined }, parts)
      return page.items.map((row) => row.actions.cancel)
    }
    expect((await reasonsFor('person')).slice(0, 2)).toEqual([
      no('Your role does not allow that. Owner or Agent can.'),
      no('This booking is already cancelled.'),
    ])
    expect((await reasonsFor('machine'))[0]).toEqual(no('This API key does not allow that.'))
    expect((await list(world, { q: 'a' })).items[0]?.actions.cancel).toEqual({ allowed: true })
  })

  test('shows nothing of another organisation', async () => {
    await fiveBookings()
    expect(await names(list(createWorld({ database })))).toEqual([])
  })

  test('is for the people of the business', async () => {
    const { world, booked } = await fiveBookings()
    expect(await outcomeOf(list(world, {}, world.visitor))).toBe('request.unauthenticated')
    const guest = world.guestOf(booked[0]?.id ?? '')
    expect(await outcomeOf(list(world, {}, guest))).toBe('request.forbidden')
  })

  test('has no personal data but the name', async () => {
    const { world } = await fiveBookings()
    const rows = (await list(world)).items
    expect(rows.map((row) => bookingRow.parse(row))).toEqual(rows)
    expect(JSON.stringify(rows)).not.toMatch(/@example\.com|901820|Quiet Street/)
  })
})
