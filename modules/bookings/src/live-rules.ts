import type { Event } from '@holdfast/kernel/events'
import type { LiveRules } from '@holdfast/kernel/module'
import type { Kysely } from 'kysely'
import type { BookingsTables } from './tables.ts'

/** What is told of bookings and stations while it happens, to whom, and of which station it is. */
export const liveRules: LiveRules = {
  events: [
    {
      types: [
        'booking.created',
        'booking.held',
        'booking.holdExtended',
        'booking.confirmed',
        'booking.changed',
        'booking.rescheduled',
        'booking.cancelled',
        'booking.expired',
        'booking.depositReturned',
        'booking.disputeWonAfterEnd',
        'booking.seated',
        'booking.completed',
        'booking.noShow',
        'booking.mailRefused',
      ],
      action: 'bookings.list',
      unitsOf: stationsOfBookings,
    },
    {
      types: [
        'waitlist.joined',
        'waitlist.changed',
        'waitlist.offered',
        'waitlist.booked',
        'waitlist.passed',
        'waitlist.left',
        'waitlist.expired',
        'waitlist.mailRefused',
      ],
      action: 'waitlist.list',
      // Each names its station.
      unitsOf: async (_db, events) => new Map(events.map(({ id, data }) => [id, stationIn(data)])),
    },
    {
      types: ['station.created', 'station.changed', 'resource.created'],
      action: 'stations.read',
      // Their subject is the station.
      unitsOf: async (_db, events) =>
        new Map(events.map(({ id, subject }) => [id, subject === undefined ? [] : [subject]])),
    },
  ],
}

function stationIn(data: Event['data']): readonly string[] {
  return typeof data['stationId'] === 'string' ? [data['stationId']] : []
}

async function stationsOfBookings(
  connection: Kysely<unknown>,
  events: readonly Event[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const db = connection as Kysely<BookingsTables> // one database holds every module's schema
  const ids = [...new Set(events.flatMap(({ subject }) => subject ?? []))]
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('bookings.booking')
    .select(['id', 'station_id'])
    .where('id', 'in', ids)
    .execute()
  const stations = new Map(rows.map(({ id, station_id }) => [id, [station_id]]))
  return new Map(events.map(({ id, subject }) => [id, stations.get(subject ?? '') ?? []]))
}
