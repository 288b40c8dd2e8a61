import { testDatabase } from '@holdfast/testing/database'
import { proofSize } from '@holdfast/testing/proof'
import { expect, test } from 'vitest'
import { auditAllocations } from '../allocation/audit.ts'
import { outcomeOf } from '../fixtures/outcome.ts'
import { createWorld, migrations } from '../fixtures/world.ts'
import type { Station } from '../station/station.ts'
import type { BookingsTables } from '../tables.ts'
import { addDays } from '../time/local-time.ts'

const { database } = await testDatabase({ migrations })
const world = createWorld({ database })
const steps = proofSize({ reduced: 300, full: 10_000 })

interface Modelled {
  readonly id: string
  readonly station: string
  readonly email: string
  /** Hours since the first day's midnight. */
  readonly from: number
  readonly to: number
}

/** What the rules say, in a dozen lines: whole hours, no zone changes, nothing but counting. */
class Model {
  active: Modelled[] = []

  outcome(wish: Omit<Modelled, 'id'>, units: number): string {
    const startHour = wish.from % 24
    if (startHour < 11 || startHour > 22 || wish.to > wish.from - startHour + 25) {
      return 'bookings.closed'
    }
    const here = this.active.filter((one) => one.station === wish.station)
    if (mostAtOnce(here, wish) >= units) return 'bookings.slotTaken'
    const own = this.active.filter((one) => one.email === wish.email)
    return own.some((one) => one.from < wish.to && wish.from < one.to) ? 'bookings.overlap' : 'done'
  }
}

/** The most bookings at any quarter of an hour of a wish, setup and cleanup included. */
function mostAtOnce(here: readonly Modelled[], wish: Omit<Modelled, 'id'>): number {
  let most = 0
  for (let at = wish.from - 0.5; at < wish.to + 0.25; at += 0.25) {
    const count = here.filter((one) => one.from - 0.5 <= at && at < one.to + 0.25).length
    most = Math.max(most, count)
  }
  return most
}

test(`${steps} random creates and cancels end as a model of them does`, async () => {
  const random = createRandom(20_260_506)
  const pick = (count: number) => Math.floor(random() * count)
  const stations = [await world.station(1), await world.station(2), await world.station(3)]
  const model = new Model()
  for (let step = 0; step < steps; step++) {
    if (model.active.length > 0 && random() < 0.4) {
      const [gone] = model.active.splice(pick(model.active.length), 1)
      if (gone) expect(await outcomeOf(world.cancel(gone.id))).toBe('done')
      continue
    }
    const units = 1 + pick(3)
    const station = stations[units - 1]
    if (!station) continue
    const from = pick(5) * 24 + 10 + pick(14)
    const email = `guest-${pick(12)}@example.com`
    const wish = { station: station.id, email, from, to: from + 1 + pick(5) }
    const expected = model.outcome(wish, units)
    const booked = ask(station, wish)
    expect({ step, outcome: await outcomeOf(booked) }).toEqual({ step, outcome: expected })
    if (expected === 'done') model.active.push({ ...wish, id: (await booked).id })
  }
  expect(await activeInDatabase()).toEqual(model.active.map((one) => one.id).toSorted())
  expect(await auditAllocations(database.withTypes<BookingsTables>().kysely)).toEqual([])
}, 600_000)

function ask(station: Station, wish: Omit<Modelled, 'id'>) {
  const date = addDays('2026-05-18', Math.floor(wish.from / 24))
  const time = `${wish.from % 24}:00`
  return world.book(station, { date, time, durationHours: wish.to - wish.from, email: wish.email })
}

async function activeInDatabase(): Promise<readonly string[]> {
  const rows = await database
    .withTypes<BookingsTables>()
    .kysely.selectFrom('bookings.booking')
    .select('id')
    .where('state', '=', 'confirmed')
    .execute()
  return rows.map((row) => row.id).toSorted()
}

/** Mulberry32: the same numbers in every run, so that a failure can be repeated. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
