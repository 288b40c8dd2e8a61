import { testDatabase } from '@holdfast/testing/database'
import { describe, expect, test } from 'vitest'
import { bookingRoutes, customerDetail, customerExport, customerRow } from '../contract.ts'
import { outcomeOf } from '../fixtures/outcome.ts'
import { createWorld, migrations, type World } from '../fixtures/world.ts'
import type { BookingsContext } from '../parts.ts'
import { eraseCustomer } from './erase/erase-customer.ts'
import { exportCustomer } from './export/export-customer.ts'
import { listCustomers } from './list/list-customers.ts'
import { noteAboutCustomer } from './notes/note-about-customer.ts'
import { noPaymentRecords } from './payment-records.ts'
import { showCustomer } from './show-customer.ts'

const { database } = await testDatabase({ migrations })

function list(world: World, asked: object = {}, ctx: BookingsContext = world.operator) {
  const query = bookingRoutes.listCustomers.request.query.parse(asked)
  return listCustomers(ctx, { query, params: undefined, body: undefined }, world.parts)
}

const about = (id: string) => ({ params: { id }, query: undefined, body: undefined })

async function twoCustomers() {
  const world = createWorld({ database })
  const [here, there] = [await world.station(9), await world.station(9)]
  const ada = { email: 'ada@example.com', phone: '+1 212 555 0101' }
  await world.book(here, { ...ada, name: 'Ada Byron', date: '2026-05-16' })
  await world.book(here, { ...ada, name: 'Ada Lovelace', date: '2026-05-17' })
  await world.book(there, { email: 'joan@example.com', name: 'Joan Clarke' })
  const [joan, lovelace] = (await list(world)).items
  if (!joan || !lovelace) throw new Error('there are two customers')
  const scoped = world.contextOf({ ...world.operator.actor, scope: new Set([here.id]) })
  return { world, joan, ada: lovelace, scoped, here, there }
}

describe('customers', () => {
  test('are listed once, the newest first, by the name of their latest booking', async () => {
    const { world } = await twoCustomers()
    const { items } = await list(world)
    expect(items.map(({ name, bookings }) => [name, bookings])).toEqual([
      ['Joan Clarke', 1],
      ['Ada Lovelace', 2],
    ])
    expect(items.map((item) => customerRow.parse(item))).toEqual(items)
    expect(JSON.stringify(items)).not.toMatch(/example\.com|5550101/)
  })

  test.each([
    ['part of any name they gave', { q: 'byr' }, ['Ada Lovelace']],
    ['a percent sign', { q: '%' }, []],
    ['the whole address, whatever its case', { email: 'ADA@example.com' }, ['Ada Lovelace']],
    ['part of an address', { email: 'ada@' }, []],
    ['the whole number as people write it', { phone: '(212) 555-0101' }, ['Ada Lovelace']],
    ['what is no number', { phone: 'Ada' }, []],
  ])('are found by %s', async (_, query, expected) => {
    const { world } = await twoCustomers()
    expect((await list(world, query)).items.map(({ name }) => name)).toEqual(expected)
  })

  test('come page by page, with a total when asked for by offset', async () => {
    const { world } = await twoCustomers()
    const first = await list(world, { limit: 1 })
    const second = await list(world, { limit: 1, cursor: first.page.nextCursor })
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual([
      'Joan Clarke',
      'Ada Lovelace',
    ])
    expect((await list(world, { offset: 1 })).page).toMatchObject({ total: 2, hasMore: false })
  })

  test('are shown with contact, bookings and notes', async () => {
    const { world, ada } = await twoCustomers()
    const body = { text: 'Prefers the garden.' }
    await noteAboutCustomer(
      world.operator,
      { params: { id: ada.id }, body, query: undefined },
      world.parts,
    )
    const shown = await showCustomer(world.operator, about(ada.id), world.parts)
    expect(customerDetail.parse(shown)).toEqual(shown)
    expect(shown).toMatchObject({
      email: 'ada@example.com',
      phones: ['+12125550101'],
      notes: [{ text: 'Prefers the garden.', by: { id: 'operator' } }],
      history: [{ name: 'Ada Lovelace' }, { name: 'Ada Byron' }],
    })
  })

  test('of other stations, or of another business, are not there', async () => {
    const { world, scoped, ada, joan } = await twoCustomers()
    expect((await list(world, {}, scoped)).items.map(({ id }) => id)).toEqual([ada.id])
    const show = (ctx: BookingsContext, id: string) =>
      outcomeOf(showCustomer(ctx, about(id), world.parts))
    expect(await show(scoped, ada.id)).toBe('done')
    expect(await show(scoped, joan.id)).toBe('request.notFound')
    expect(await show(createWorld({ database }).operator, joan.id)).toBe('request.notFound')
  })

  test('are for the people of the business', async () => {
    const { world, ada } = await twoCustomers()
    expect(await outcomeOf(list(world, {}, world.visitor))).toBe('request.unauthenticated')
    const shown = showCustomer(world.guestOf(ada.id), about(ada.id), world.parts)
    expect(await outcomeOf(shown)).toBe('request.forbidden')
  })
})

describe('an export', () => {
  test('holds all that was given and noted, and is noted itself', async () => {
    const { world, ada } = await twoCustomers()
    const body = { text: 'Prefers the garden.' }
    const input = { params: { id: ada.id }, body, query: undefined }
    await noteAboutCustomer(world.operator, input, world.parts)
    const answered = await exportCustomer(world.operator, about(ada.id), world.parts)
    const file = customerExport.parse('body' in answered ? answered.body : answered)
    expect(file.customer.email).toBe('ada@example.com')
    expect(file.bookings.map(({ contact, venue }) => [contact.phone, venue.line1])).toEqual([
      ['+12125550101', '1 Quiet Street'],
      ['+12125550101', '1 Quiet Street'],
    ])
    expect(file.bookings[0]?.history.map(({ type }) => type)).toEqual([
      'booking.created',
      'booking.confirmed',
    ])
    expect(file.notes.map(({ text }) => text)).toEqual(['Prefers the garden.'])
  })

  test('is refused to who would see a part of the person', async () => {
    const { world, ada, scoped, there } = await twoCustomers()
    await world.book(there, { email: 'ada@example.com', date: '2026-05-20' })
    const exported = exportCustomer(scoped, about(ada.id), world.parts)
    expect(await outcomeOf(exported)).toBe('bookings.beyondReach')
  })
})

describe('an erase', () => {
  test('waits for money that is on its way back to the customer, and says for which booking', async () => {
    const owed: string[] = []
    const paymentRecords = { ...noPaymentRecords, owedBack: async () => owed }
    const world = createWorld({ database, paymentRecords })
    const booked = await world.book(await world.station(9), {})
    await world.cancel(booked.id)
    owed.push(booked.id)
    const [customer] = (await list(world)).items
    const erase = () =>
      eraseCustomer(world.operator, { ...about(customer?.id ?? ''), body: {} }, world.parts)
    await expect(erase()).rejects.toMatchObject({
      code: 'bookings.refundUnderWay',
      options: { members: { references: [booked.reference] } },
    })
    expect((await list(world)).items).toHaveLength(1)
    owed.pop()
    expect(await outcomeOf(erase())).toBe('done')
    expect((await list(world)).items).toEqual([])
  })
})
