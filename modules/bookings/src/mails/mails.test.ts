import { testDatabase } from '@holdfast/testing/database'
import { afterEach, describe, expect, test } from 'vitest'
import { cancelBooking } from '../booking/cancel-booking.ts'
import { confirmBooking } from '../booking/confirm-booking.ts'
import { rescheduleBooking } from '../booking/reschedule-booking.ts'
import { createBusyWorld } from '../fixtures/busy-world.ts'
import { tell } from '../fixtures/deposits.ts'
import { migrations, withDeposit, type BookingChanges } from '../fixtures/world.ts'

const { database, appUrl } = await testDatabase({ migrations })
const endings: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0)) await end()
})

const inputFor = <Body>(id: string, body: Body) => ({ params: { id }, body, query: undefined })
// Two days after the day on which it is booked.
const soon = { date: '2026-05-08', time: '20:00' }

/** A held booking, what its guest reads, and what comes next. */
async function held(changes: BookingChanges = {}) {
  const busy = createBusyWorld({ database, connectionString: appUrl })
  endings.push(busy.close)
  const { world, run, mailbox } = busy
  const { id, reference, deposit } = await world.book(await world.station(1, withDeposit), changes)
  await run()
  const lastMail = () => mailbox.sent().at(-1)?.text ?? ''
  const pay = async () => {
    await world.pay(id)
    await run()
  }
  const move = async (date: string, acceptedFee = 0) => {
    const body = { startsAt: { date, time: '18:00' }, acceptedFee, waiveFee: false }
    await rescheduleBooking(world.guestOf(id), inputFor(id, body), world.parts)
    await run()
  }
  const cancelAs = async (who: 'guest' | 'staff', body: object = {}) => {
    const ctx = who === 'guest' ? world.guestOf(id) : world.operator
    await cancelBooking(ctx, inputFor(id, body), world.parts)
    await run()
  }
  return { ...busy, id, reference, deposit, lastMail, pay, move, cancelAs }
}

test('who holds a time reads where, what it costs in all, and gets straight to paying', async () => {
  const { lastMail, deposit } = await held()
  expect(lastMail()).toContain('1 Quiet Street')
  expect(lastMail()).toMatch(/Price:\s+\$550\.00/)
  expect(lastMail()).toMatch(/Deposit to pay now:\s+\$100\.00/)
  expect(lastMail()).toMatch(/Left to pay at dinner:\s+\$450\.00/)
  expect(lastMail()).toContain(`/booking/?pay=${deposit?.paymentId}#token=`)
})

describe('a confirmation', () => {
  test('says what is paid, what is left, and until when the deposit comes back', async () => {
    const { lastMail, pay } = await held()
    await pay()
    expect(lastMail()).toMatch(/Deposit paid:\s+\$100\.00/)
    expect(lastMail()).toMatch(/Left to pay at dinner:\s+\$450\.00/)
    expect(lastMail()).toContain('Until Tuesday, May 12, 2026 you can cancel')
  })

  test('of a dinner that is soon promises no refund that is over already', async () => {
    const { lastMail, pay } = await held(soon)
    await pay()
    expect(lastMail()).not.toContain('you can cancel')
    expect(lastMail()).toContain('the deposit is not given back when you cancel')
  })

  test('by staff without the deposit says that it is unpaid, and speaks of no refund', async () => {
    const { world, id, lastMail, run } = await held()
    await confirmBooking(world.operator, inputFor(id, { reason: 'A friend.' }), world.parts)
    await run()
    expect(lastMail()).toContain('The deposit of $100.00 has not been paid yet.')
    expect(lastMail()).not.toContain('get the deposit back')
  })
})

describe('a new time', () => {
  test('says until when the deposit comes back now', async () => {
    const { lastMail, pay, move } = await held()
    await pay()
    await move('2026-05-20')
    expect(lastMail()).toContain('Until Saturday, May 16, 2026 you can cancel')
  })

  test('that is too near says that the deposit is not given back any more', async () => {
    const { lastMail, pay, move } = await held()
    await pay()
    await move('2026-05-08')
    expect(lastMail()).toContain('the deposit is not given back when you cancel')
    await move('2026-06-20', 5_000)
    expect(lastMail()).toContain('too late for that when the dinner was moved')
  })
})

describe('a cancellation', () => {
  test.each([
    ['staff', 'Ember & Oak has cancelled this booking'],
    ['guest', 'This booking is cancelled'],
  ] as const)('by %s says who it was', async (who, words) => {
    const { lastMail, pay, cancelAs } = await held()
    await pay()
    await cancelAs(who)
    expect(lastMail()).toContain(words)
    expect(lastMail()).toContain('We give $100.00 of your deposit back.')
  })

  test('whose deposit staff keep is not called too late', async () => {
    const { lastMail, pay, cancelAs } = await held()
    await pay()
    await cancelAs('staff', { refund: 'none', reason: 'As agreed.' })
    expect(lastMail()).toContain('Your deposit of $100.00 is not given back.')
    expect(lastMail()).not.toContain('too late')
  })
})

test.each([
  ['staff:1', 1],
  ['provider:re_1', 1],
  ['cancelled:1', 0],
  ['late:1', 0],
])('money given back under the cause %s is told in %i mails of its own', async (cause, count) => {
  const { world, id, pay, run, mailbox } = await held()
  await pay()
  const of = { bookingId: id, organisationId: world.organisationId }
  const money = { amountMinor: 4_000, currency: 'USD', exponent: 2 }
  await database.transaction((tx) => tell(tx, { ...of, details: { ...money, cause } }, 'refunded'))
  await run()
  const mails = mailbox.sent().filter(({ subject }) => subject.includes('money back'))
  expect(mails.map(({ text }) => text.includes('$40.00'))).toEqual(Array(count).fill(true))
})
