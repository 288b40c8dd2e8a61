import type { Mail } from '@holdfast/kernel/mail'
import { testDatabase } from '@holdfast/testing/database'
import { extractText, getDocumentProxy } from 'unpdf'
import { expect, test, vi } from 'vitest'
import { cancelBooking } from '../booking/cancel-booking.ts'
import { rescheduleBooking } from '../booking/reschedule-booking.ts'
import { createBehind } from '../fixtures/behind.ts'
import { outcomeOf } from '../fixtures/outcome.ts'
import { createWorld, migrations, withDeposit, type World } from '../fixtures/world.ts'
import type { BookingsContext } from '../parts.ts'
import { pricesOf } from './receipt-facts.ts'
import { showEvent } from './show-event.ts'
import { showReceipt } from './show-receipt.ts'

const { database, appUrl } = await testDatabase({ migrations })

const about = (id: string) => ({ params: { id }, query: undefined, body: undefined })

async function eventOf(world: World, id: string, ctx?: BookingsContext): Promise<string> {
  const answered = await showEvent(ctx ?? world.guestOf(id), about(id), world.parts)
  return String(answered?.body).replaceAll('\r\n ', '').replaceAll('\r\n\t', '')
}

async function receiptOf(world: World, id: string): Promise<Uint8Array> {
  const answered = await showReceipt(world.guestOf(id), about(id), world.parts)
  if (answered?.body instanceof Uint8Array) return answered.body
  throw new Error('a receipt is bytes')
}

async function textOf(pdf: Uint8Array): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), {
    mergePages: true,
  })
  return text.replaceAll(/\s+/g, ' ')
}

test('a booking is one event at its instant, wherever the clocks change', async () => {
  const world = createWorld({ database })
  const station = await world.station(9)
  const [before, after] = [
    await world.book(station, { date: '2026-10-31', time: '18:00' }),
    await world.book(station, { date: '2026-11-01', time: '18:00' }),
  ]
  const [summer, winter] = [await eventOf(world, before.id), await eventOf(world, after.id)]
  expect(summer).toContain('DTSTART:20261031T220000Z')
  expect(summer).toContain('DTEND:20261101T000000Z')
  expect(winter).toContain('DTSTART:20261101T230000Z')
  expect(winter).toMatch(/METHOD:PUBLISH[\s\S]*STATUS:CONFIRMED/)
  expect(winter).toContain(`UID:${after.id}@ember.example`)
  expect(winter).toContain('SEQUENCE:1')
  expect(winter).toContain(String.raw`LOCATION:1 Quiet Street\, Harbor\, 10001`)
  expect(winter).toContain('MAILTO:hello@ember.example')
  expect(winter).toContain(`URL:https://ember.example/booking/?reference=${after.reference}`)
  expect(await eventOf(world, after.id)).toBe(winter)
})

test('a cancellation takes the same event out of the calendar', async () => {
  const world = createWorld({ database })
  const { id } = await world.book(await world.station(1))
  await world.cancel(id)
  const event = await eventOf(world, id)
  expect(event).toMatch(/METHOD:CANCEL[\s\S]*STATUS:CANCELLED/)
  expect(event).toContain(`UID:${id}@ember.example`)
  expect(event).toContain('SEQUENCE:2')
})

test.each([
  'Ada Lovelace',
  'Zoë Żółć Łukasz Ångström',
  'Ελένη Παπαδοπούλου',
  'Юлия Ёлкина',
  'Nguyễn Thị Thuỷ',
])('the receipt of %s says lines, deposit, paid and refunded', async (name) => {
  const world = createWorld({ database })
  const { id } = await world.book(await world.station(1, withDeposit), { name })
  await world.pay(id)
  const text = await textOf(await receiptOf(world, id))
  for (const part of [name, 'Adults', '$550.00', 'Deposit asked $100.00', 'Paid $100.00']) {
    expect(text).toContain(part)
  }
  expect(text).toContain('Given back $0.00')
  expect(text).toContain('Still to pay $450.00')
})

test('after a cancellation in time the receipt shows the refund and nothing to pay', async () => {
  const world = createWorld({ database })
  const { id } = await world.book(await world.station(1, withDeposit))
  await world.pay(id)
  const input = { params: { id }, body: {}, query: undefined }
  await cancelBooking(world.guestOf(id), input, world.parts)
  const text = await textOf(await receiptOf(world, id))
  expect(text).toContain('Cancelled')
  expect(text).toContain('Given back $100.00')
  expect(text).toContain('Still to pay $0.00')
})

test('signs that the font does not have, and names without end, still make a receipt', async () => {
  const world = createWorld({ database })
  const station = await world.station(2)
  for (const name of ['李小龍 👩🏽‍🍳', 'W'.repeat(100)]) {
    const { id } = await world.book(station, { name })
    expect(await textOf(await receiptOf(world, id))).toContain('Total')
  }
})

test('the same booking is the same bytes, whenever they are asked for', async () => {
  const world = createWorld({ database })
  const { id } = await world.book(await world.station(1))
  const [receipt, event] = [await receiptOf(world, id), await eventOf(world, id)]
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 86_400_000 })
  try {
    expect(Buffer.from(await receiptOf(world, id)).equals(Buffer.from(receipt))).toBe(true)
    expect(await eventOf(world, id)).toBe(event)
  } finally {
    vi.useRealTimers()
  }
})

test('the mails put the evening into the calendar, move it there and take it out', async () => {
  const mails: Mail[] = []
  const mailer = { send: async (mail: Mail) => void mails.push(mail) }
  const world = createWorld({ database, mailer })
  const behind = createBehind(world, { database, connectionString: appUrl })
  const { id } = await world.book(await world.station(1))
  await behind.run()
  const body = { startsAt: { date: '2026-05-20', time: '19:00' }, acceptedFee: 0, waiveFee: false }
  await rescheduleBooking(
    world.guestOf(id),
    { params: { id }, body, query: undefined },
    world.parts,
  )
  await behind.run()
  await world.cancel(id)
  await behind.run()
  await behind.close()
  const events = mails.map(({ attachments = [] }) => String(attachments[0]?.content))
  const said = (name: string) =>
    events.map((event) => new RegExp(`^${name}:(\\S+)`, 'm').exec(event)?.[1])
  expect(said('METHOD')).toEqual(['PUBLISH', 'PUBLISH', 'CANCEL'])
  expect(said('SEQUENCE')).toEqual(['1', '2', '3'])
  expect(said('DTSTART')).toEqual(['20260516T220000Z', '20260520T230000Z', '20260520T230000Z'])
  expect(new Set(said('UID')).size).toBe(1)
})

const money = (amount: number) => ({ amount, currency: 'USD', exponent: 2 })

test('a tax in the prices is told below the total, one on top is a line', () => {
  const taxes = [
    { label: 'City tax', basisPoints: 850, amount: money(400), included: true },
    { label: 'Sales tax', basisPoints: 400, amount: money(200), included: false },
  ]
  const line = { label: 'Sales tax', quantity: 1, unit: money(200), amount: money(200) }
  const price = { lines: [line], total: money(5_200), deposit: money(0), taxes }
  expect(pricesOf({ price })).toEqual([
    { label: 'Sales tax', value: '$2.00' },
    { label: 'Total', value: '$52.00', isSum: true },
    { label: 'Contains City tax, 8.5 %', value: '$4.00' },
  ])
})

test('papers are for the guest of the booking and for staff', async () => {
  const world = createWorld({ database })
  const station = await world.station(2)
  const [{ id }, other] = [await world.book(station), await world.book(station)]
  expect(await outcomeOf(eventOf(world, id, world.visitor))).toBe('request.unauthenticated')
  expect(await outcomeOf(eventOf(world, id, world.guestOf(other.id)))).toBe('request.notFound')
  expect(await outcomeOf(eventOf(world, id, world.operator))).toBe('done')
})
