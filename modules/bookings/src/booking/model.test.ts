import { testDatabase } from '@holdfast/testing/database'
import { proofSize } from '@holdfast/testing/proof'
import { expect, test } from 'vitest'
import { auditAllocations } from '../allocation/audit.ts'
import { followDeposit } from '../deposit/follow-deposit.ts'
import {
  createRandom,
  Model,
  type Modelled,
  type ModelStation,
  type Wish,
} from '../fixtures/model.ts'
import { outcomeOf } from '../fixtures/outcome.ts'
import { createWorld, migrations, withDeposit } from '../fixtures/world.ts'
import { expireIfRunOut } from '../hold/expire-hold.ts'
import type { Station } from '../station/station.ts'
import type { BookingsTables } from '../tables.ts'
import { addDays } from '../time/local-time.ts'
import { rescheduleBooking } from './reschedule-booking.ts'

const { database } = await testDatabase({ migrations })
const db = database.withTypes<BookingsTables>()
const world = createWorld({ database })
const { organisationId, parts, operator } = world
const steps = proofSize({ reduced: 2_000, full: 10_000 })

const random = createRandom(20_260_506)
const pick = (count: number) => Math.floor(random() * count)
const oneOf = <T>(some: readonly T[]): T | undefined => some[pick(some.length)]
const model = new Model()
const stations = new Map<ModelStation, Station>()

/** Each of them does one thing in both worlds and compares what came of it. */
const deeds = [
  { weight: 50, run: create },
  { weight: 12, run: cancel },
  { weight: 15, run: move },
  { weight: 13, run: pay },
  { weight: 5, run: expire },
  { weight: 15, run: wait },
] as const

test(`${steps} random creates, cancels, reschedules, payments and expiries end as a model of them does`, async () => {
  for (const [units, hasDeposit] of [
    [1, false],
    [2, false],
    [1, true],
    [2, true],
    [3, true],
  ] as const) {
    const station = await world.station(units, hasDeposit ? withDeposit : {})
    stations.set({ id: station.id, units, hasDeposit }, station)
  }
  const tally: Record<string, number> = {}
  for (let step = 0; step < steps; step++) {
    const deed = deedAt(random())
    const [mine, theirs] = await deed.run()
    expect({ step, deed: deed.run.name, outcome: theirs }).toEqual({
      step,
      deed: deed.run.name,
      outcome: mine,
    })
    const what = `${deed.run.name} ${mine}`
    tally[what] = (tally[what] ?? 0) + 1
  }
  expect(await activeInDatabase()).toEqual(model.active.map(({ id }) => id).toSorted())
  expect(await auditAllocations(db.kysely)).toEqual([])
  // Every way out was taken, so that each was compared.
  expect(Object.keys(tally)).toEqual(expect.arrayContaining(waysOut))
}, 1_200_000)

const waysOut = [
  'create done',
  'create bookings.slotTaken',
  'create bookings.overlap',
  'create bookings.tooManyHolds',
  'move done',
  'move bookings.slotTaken',
  'pay confirmed',
  'pay refunded',
  'cancel done',
]

function deedAt(share: number): (typeof deeds)[number] {
  let left = share * deeds.reduce((sum, { weight }) => sum + weight, 0)
  return deeds.find(({ weight }) => (left -= weight) < 0) ?? deeds[0]
}

type Compared = readonly [model: string, database: string]

async function create(): Promise<Compared> {
  const station = oneOf([...stations.keys()])
  if (!station) return ['', '']
  const from = pick(4) * 24 + 10 + pick(14)
  const wish: Wish = { station, email: `guest-${pick(12)}`, from, to: from + 1 + pick(5) }
  const expected = model.create(wish)
  const own = model.ownHold(wish)
  const booked = ask(wish)
  const outcome = await outcomeOf(booked)
  if (outcome !== 'done' || expected !== 'done') return [expected, outcome]
  const { id } = await booked
  if (own) return [own.id, id]
  const state = station.hasDeposit ? 'pending' : 'confirmed'
  model.known.push({ ...wish, id, state, heldUntil: model.minute + 15 })
  return [expected, outcome]
}

async function cancel(): Promise<Compared> {
  const gone = oneOf(model.active)
  if (!gone) return ['', '']
  model.remove(gone)
  return ['done', await outcomeOf(world.cancel(gone.id))]
}

async function move(): Promise<Compared> {
  const moved = oneOf(model.active.filter(({ state }) => state === 'confirmed'))
  if (!moved) return ['', '']
  const from = pick(4) * 24 + 10 + pick(14)
  const wish: Wish = { ...moved, from, to: from + 1 + pick(5) }
  const expected = model.move(moved, wish)
  const { date, time, durationHours } = whenOf(wish)
  const body = { startsAt: { date, time }, durationHours, acceptedFee: 1_000_000, waiveFee: false }
  const input = { params: { id: moved.id }, body, query: undefined }
  const outcome = await outcomeOf(rescheduleBooking(world.guestOf(moved.id), input, parts))
  if (expected === 'done') {
    model.remove(moved)
    model.known.push({ ...moved, from: wish.from, to: wish.to })
  }
  return [expected, outcome]
}

async function pay(): Promise<Compared> {
  const paid = oneOf([...model.holds, ...model.runOut])
  if (!paid) return ['', '']
  const expected = model.pay(paid)
  await world.pay(paid.id)
  await operator.transaction((tx) =>
    followDeposit(
      tx,
      { bookingId: paid.id, organisationId },
      { ...parts, ids: operator.ids, now: world.clock.now() },
    ),
  )
  if (expected === 'confirmed') paid.state = 'confirmed'
  else model.remove(paid)
  return [expected, await afterPaying(paid)]
}

async function afterPaying({ id }: Modelled): Promise<string> {
  const [row, deposits] = await Promise.all([
    db.kysely
      .selectFrom('bookings.booking')
      .select('state')
      .where('id', '=', id)
      .executeTakeFirst(),
    parts.deposits.of(database.kysely, organisationId, [id]),
  ])
  const refunded = deposits.get(id)?.refunded.amount ?? 0
  if (row?.state === 'confirmed' && refunded === 0) return 'confirmed'
  return row?.state === 'expired' && refunded === 10_000 ? 'refunded' : `${row?.state} ${refunded}`
}

/** As its job does, in time, late or not at all. */
async function expire(): Promise<Compared> {
  const hold = oneOf([...model.holds, ...model.runOut])
  if (!hold) return ['', '']
  const of = { bookingId: hold.id, organisationId, now: world.clock.now() }
  return ['done', await outcomeOf(operator.transaction((tx) => expireIfRunOut(tx, of, parts)))]
}

async function wait(): Promise<Compared> {
  const minutes = 1 + pick(6)
  model.minute += minutes
  await world.clock.advance(minutes * 60_000)
  return ['', '']
}

/** Everybody has a phone and a place of their own. */
function ask(wish: Wish) {
  const station = stations.get(wish.station)
  if (!station) throw new Error('every station of the model is one of the database')
  const number = Number(wish.email.replace('guest-', ''))
  return world.book(station, {
    ...whenOf(wish),
    email: `${wish.email}@example.com`,
    phone: `+1 415 555 ${2_000 + number}`,
    venue: { line1: `${number} Own Street`, city: 'Harbor', postalCode: '10001', country: 'US' },
  })
}

function whenOf({ from, to }: Wish) {
  const date = addDays('2026-05-18', Math.floor(from / 24))
  return { date, time: `${from % 24}:00`.padStart(5, '0'), durationHours: to - from }
}

async function activeInDatabase(): Promise<readonly string[]> {
  const rows = await db.kysely
    .selectFrom('bookings.booking')
    .select('id')
    .where((where) =>
      where.or([
        where('state', '=', 'confirmed'),
        where.and([
          where('state', '=', 'pending'),
          where('hold_expires_at', '>', world.clock.now()),
        ]),
      ]),
    )
    .execute()
  return rows.map(({ id }) => id).toSorted()
}
