import { createCache } from '@holdfast/kernel/cache'
import { testDatabase } from '@holdfast/testing/database'
import * as fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { cancelBooking } from '../booking/cancel-booking.ts'
import { confirmBooking } from '../booking/confirm-booking.ts'
import { completeBooking, markNoShow, seatBooking } from '../booking/serve-booking.ts'
import { dashboard, type BookingReceipt, type BookingState, type Dashboard } from '../contract.ts'
import { outcomeOf } from '../fixtures/outcome.ts'
import { createWorld, migrations, withDeposit, type World } from '../fixtures/world.ts'
import type { BookingsContext } from '../parts.ts'
import type { Station } from '../station/station.ts'
import { dashboardSubscription, showDashboard } from './show-dashboard.ts'

const { database } = await testDatabase({ migrations })

const see = (world: World, ctx: BookingsContext = world.operator) =>
  showDashboard(ctx, undefined, world.parts)

const zones = ['America/New_York', 'Australia/Lord_Howe', 'Pacific/Kiritimati'] as const
const fates = [
  'held',
  'paid',
  'cancelled',
  'refunded',
  'kept',
  'seated',
  'completed',
  'noShow',
] as const

const plan = fc.record({
  now: fc.constantFrom('2026-05-06T12:07:00Z', '2026-10-29T03:07:00Z', '2026-04-02T20:07:00Z'),
  bookings: fc.array(
    fc.record({
      zone: fc.constantFrom(...zones),
      daysAhead: fc.integer({ min: 0, max: 9 }),
      hour: fc.integer({ min: 12, max: 20 }),
      durationHours: fc.integer({ min: 1, max: 4 }),
      adults: fc.integer({ min: 1, max: 20 }),
      fate: fc.constantFrom(...fates),
    }),
    { maxLength: 8 },
  ),
})

type Plan = typeof plan extends fc.Arbitrary<infer P> ? P : never
type Wish = Plan['bookings'][number]

/** A booking as somebody with pencil and paper would note it. */
interface Noted {
  readonly zone: string
  readonly date: string
  readonly state: BookingState
  readonly guests: number
  readonly total: number
  readonly paid: number
  readonly hours: number
}

const stateAfter = {
  held: 'pending',
  paid: 'confirmed',
  cancelled: 'cancelled',
  refunded: 'cancelled',
  kept: 'cancelled',
  seated: 'seated',
  completed: 'completed',
  noShow: 'no_show',
} as const satisfies Record<(typeof fates)[number], BookingState>

async function live(world: World, station: Station, wish: Wish): Promise<Noted | undefined> {
  const { zone, durationHours, adults, fate } = wish
  const today = Temporal.Instant.from(world.clock.now().toISOString()).toZonedDateTimeISO(zone)
  const date = today.toPlainDate().add({ days: wish.daysAhead }).toString()
  const asked = { date, time: `${wish.hour}:00`, durationHours, party: partyOf(adults) }
  const booked = await world.book(station, asked).catch(() => undefined)
  if (!booked) return undefined
  const isPaid = await meet(world, booked, fate)
  return {
    zone,
    date,
    state: isPaid ? stateAfter[fate] : 'pending',
    guests: adults,
    total: booked.price.total.amount,
    paid: isPaid && !['cancelled', 'refunded'].includes(fate) ? 10_000 : 0,
    hours: durationHours + 0.75,
  }
}

const partyOf = (adults: number) => ({ adults, children: 0, underSix: 0 })

/** What becomes of it; false where it stays held. */
async function meet(
  world: World,
  { id, startsAt }: BookingReceipt,
  fate: Wish['fate'],
): Promise<boolean> {
  const { operator, parts, clock } = world
  const input = { params: { id }, body: {}, query: undefined }
  if (fate === 'held') return false
  if (fate === 'cancelled') {
    await world.cancel(id)
    return true
  }
  await world.pay(id)
  await confirmBooking(operator, { ...input, body: { reason: 'It is paid.' } }, parts)
  if (fate === 'paid') return true
  if (fate === 'refunded' || fate === 'kept') {
    const refund = fate === 'kept' ? 'none' : 'full'
    await cancelBooking(operator, { ...input, body: { refund, reason: 'Agreed.' } }, parts)
    return true
  }
  const aheadMs = new Date(startsAt).getTime() - clock.now().getTime()
  clock.jump(aheadMs)
  if (fate === 'noShow') await markNoShow(operator, input, parts)
  else await seatBooking(operator, input, parts)
  if (fate === 'completed') await completeBooking(operator, input, parts)
  clock.jump(-aheadMs)
  return true
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)

/** What the dashboard should say of some days, added up without any of its code. */
function addUp(noted: readonly Noted[], openHours: number) {
  const count = (state: BookingState) => noted.filter((one) => one.state === state).length
  const real = noted.filter(({ state }) => !['cancelled', 'no_show', 'expired'].includes(state))
  const hours = sum(real.map((one) => one.hours))
  return {
    pending: count('pending'),
    completed: count('completed'),
    noShow: count('no_show'),
    guests: sum(real.map(({ guests }) => guests)),
    booked: sum(real.map(({ total }) => total)),
    collected: sum(noted.map(({ paid }) => paid)),
    due: count('pending'),
    hours,
    utilisation: Math.round((hours / openHours) * 100) / 100,
  }
}

const amount = (amounts: readonly { readonly amount: number }[]) => amounts[0]?.amount ?? 0

function said(figures: Dashboard['stations'][number]['today']): ReturnType<typeof addUp> {
  const { bookings, guests, booked, collected, depositsDue, allocatedHours, utilisation } = figures
  expect(amount(depositsDue.amounts)).toBe(depositsDue.count * 10_000)
  return {
    pending: bookings.pending,
    completed: bookings.completed,
    noShow: bookings.no_show,
    guests,
    booked: amount(booked),
    collected: amount(collected),
    due: depositsDue.count,
    hours: allocatedHours,
    utilisation: utilisation ?? 0,
  }
}

describe('the dashboard', () => {
  test('says what adding up by hand says, in each station’s own days, whatever happened', async () => {
    const seen = new Set<string>()
    await fc.assert(
      fc.asyncProperty(plan, async ({ now, bookings }) => {
        const world = createWorld({ database })
        world.clock.jump(new Date(now).getTime() - world.clock.now().getTime())
        const rules = { ...withDeposit, noticeHours: 0 }
        const stations = new Map<string, Station>()
        for (const timeZone of zones)
          stations.set(timeZone, await world.station(8, { ...rules, timeZone, name: timeZone }))
        const noted: Noted[] = []
        for (const wish of bookings) {
          const station = stations.get(wish.zone)
          const one = station && (await live(world, station, wish))
          if (one) noted.push(one)
          if (one) seen.add(one.state)
        }
        const shown = await see(world)
        expect(dashboard.parse(shown)).toEqual(shown)
        for (const { timeZone, today, week } of shown.stations) {
          const here = Temporal.Instant.from(now).toZonedDateTimeISO(timeZone).toPlainDate()
          const monday = here.subtract({ days: here.dayOfWeek - 1 })
          expect([today.from, week.from, week.to]).toEqual(
            [here, monday, monday.add({ days: 6 })].map(String),
          )
          const within = (from: string, to: string) =>
            noted.filter((one) => one.zone === timeZone && one.date >= from && one.date <= to)
          expect(today.openHours).toBe(8 * 12)
          expect(said(today)).toEqual(addUp(within(today.from, today.to), 8 * 12))
          expect(said(week)).toEqual(addUp(within(week.from, week.to), 8 * 12 * 7))
        }
      }),
      { numRuns: 12 },
    )
    expect(seen.size).toBeGreaterThanOrEqual(5)
  }, 60_000)

  test('shows the next ten by name, those of other stations to nobody who is limited', async () => {
    const world = createWorld({ database })
    const [here, there] = [await world.station(9), await world.station(9)]
    await world.book(here, { name: 'Ada', date: '2026-05-17' })
    await world.book(there, { name: 'Joan', date: '2026-05-16' })
    expect((await see(world)).next.map(({ name }) => name)).toEqual(['Joan', 'Ada'])
    const scope = new Set([here.id])
    const seen = await see(world, world.contextOf({ ...world.operator.actor, scope }))
    expect(seen.stations.map(({ stationId }) => stationId)).toEqual([here.id])
    expect(seen.next.map(({ name }) => name)).toEqual(['Ada'])
    expect((await see(createWorld({ database }))).stations).toEqual([])
  })

  test('keeps its figures until something changes, and keeps no name', async () => {
    const plain = createWorld({ database })
    const kept: string[] = []
    const cache = createCache({ clock: plain.clock, log: { warn() {} } })
    const watched: typeof cache = {
      ...cache,
      get: (key, cached) =>
        cache.get(key, {
          ...cached,
          async load() {
            const value = await cached.load()
            kept.push(JSON.stringify(value))
            return value
          },
        }),
    }
    const world = { ...plain, parts: { ...plain.parts, cache: watched } }
    const station = await world.station(9)
    await world.book(station, { name: 'Canary', date: '2026-05-07', time: '20:00' }).catch(() => 0)
    await see(world)
    await see(world)
    expect(kept).toHaveLength(1)
    await world.book(station, { name: 'Canary', date: '2026-05-10' })
    const { week } = (await see(world)).stations[0] ?? {}
    expect(week?.bookings.confirmed).toBe(0)
    const event = { organisationId: world.organisationId } as never
    await database.transaction((tx) =>
      dashboardSubscription(world.parts).handle(event, tx as never),
    )
    expect((await see(world)).stations[0]?.week.bookings.confirmed).toBe(1)
    expect(kept.join()).not.toContain('Canary')
  })

  test('is for the people of the business', async () => {
    const world = createWorld({ database })
    expect(await outcomeOf(see(world, world.visitor))).toBe('request.unauthenticated')
    expect(await outcomeOf(see(world, world.guestOf('b')))).toBe('request.forbidden')
  })
})
