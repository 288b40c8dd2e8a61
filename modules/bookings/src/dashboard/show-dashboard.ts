import type { Event, Subscription, SubscriptionTransaction } from '@holdfast/kernel/events'
import type { Dashboard } from '../contract.ts'
import { depositsOf } from '../deposit/ask-deposits.ts'
import type { BookingsContext, BookingsParts } from '../parts.ts'
import type { Reach } from '../reach/reach.ts'
import { bookingsBetween, daysOfStations, nextBookings } from './dashboard-store.ts'
import { figuresOf } from './figures.ts'

type Parts = Pick<BookingsParts, 'cache' | 'deposits'>

const freshMs = 30_000
const mostNext = 10

/**
 * Today and this week of every station within reach, and who comes next. Figures are kept for 30
 * seconds, or until something changes; names are not kept anywhere.
 */
export async function showDashboard(
  ctx: BookingsContext,
  _: unknown,
  parts: Parts,
): Promise<Dashboard> {
  ctx.permit('dashboard.read')
  const { asOf, stations } = await parts.cache.get(keyOf(ctx.actor), {
    ttlMs: freshMs,
    tags: [tagOf(ctx.organisationId)],
    load: () => makeFigures(ctx, parts),
  })
  const wanted = { now: ctx.now(), limit: mostNext }
  const next = await nextBookings(ctx.kysely, ctx.actor, wanted)
  return {
    asOf,
    stations,
    next: next.map((booking) => ({ ...booking, startsAt: booking.startsAt.toISOString() })),
  }
}

async function makeFigures(
  ctx: BookingsContext,
  { deposits }: Parts,
): Promise<Omit<Dashboard, 'next'>> {
  const now = ctx.now()
  const stations = await daysOfStations(ctx.kysely, ctx.actor, now)
  const mondays = stations.map(({ monday }) => monday).toSorted()
  const sundays = stations.map(({ sunday }) => sunday).toSorted()
  const days = { from: mondays[0] ?? '1900-01-01', to: sundays.at(-1) ?? '1900-01-01' }
  const bookings = await bookingsBetween(ctx.kysely, ctx.actor, days)
  const { organisationId } = ctx
  const paid = await depositsOf(
    deposits,
    ctx.kysely,
    bookings.map(({ id }) => ({ id, organisationId })),
  )
  return {
    asOf: now.toISOString(),
    stations: stations.map((station) => {
      const { stationId, stationName, timeZone, today, monday, sunday } = station
      const own = bookings.filter((booking) => booking.stationId === stationId)
      const day = { from: today, to: today, openHours: station.openHoursToday }
      const week = { from: monday, to: sunday, openHours: station.openHoursWeek }
      return {
        stationId,
        stationName,
        timeZone,
        today: figuresOf(day, own, paid),
        week: figuresOf(week, own, paid),
      }
    }),
  }
}

/** One for each reach: who is limited to stations never gets the figures of others. */
function keyOf({ organisationId, scope }: Reach): string {
  const stations = scope === undefined ? 'all' : [...scope].toSorted().join(',')
  return `dashboard:${organisationId}:${stations}`
}

function tagOf(organisationId: string): string {
  return `dashboard:${organisationId}`
}

/** Has the figures made anew after whatever changes them. */
export function dashboardSubscription({ cache }: Pick<BookingsParts, 'cache'>): Subscription {
  return {
    name: 'bookings.dashboard',
    types: changes,
    from: 'now',
    handle: ({ organisationId }: Event, tx: SubscriptionTransaction) =>
      cache.invalidate(tx, [tagOf(organisationId)]),
  }
}

const changes = [
  'booking.created',
  'booking.confirmed',
  'booking.changed',
  'booking.rescheduled',
  'booking.cancelled',
  'booking.expired',
  'booking.seated',
  'booking.completed',
  'booking.noShow',
  'payment.settled',
  'payment.refunded',
  'station.created',
  'station.changed',
  'resource.created',
]
