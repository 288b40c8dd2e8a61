import { sql, type Kysely } from 'kysely'
import type { BookingState, Price } from '../contract.ts'
import { bookingColumns, within, type Reach } from '../reach/reach.ts'
import type { BookingsTables } from '../tables.ts'
import type { CountedBooking } from './figures.ts'

type Db = Kysely<BookingsTables>

/** A station with its calendar: today, the week from Monday on, and what it offers then. */
export interface StationDays {
  readonly stationId: string
  readonly stationName: string
  readonly timeZone: string
  readonly today: string
  readonly monday: string
  readonly sunday: string
  readonly openHoursToday: number
  readonly openHoursWeek: number
}

const stationsInReach = { organisation: 's.organisation_id', station: 's.id' }

/** The stations within reach, by name. A day on which the clocks change has its real hours. */
export async function daysOfStations(
  db: Db,
  reach: Reach,
  now: Date,
): Promise<readonly StationDays[]> {
  const { rows } = await sql<StationDays>`
    with days as (
      select s.*, (${now}::timestamptz at time zone s.time_zone)::date as today
      from bookings.station s where ${within(reach, stationsInReach)}
    ), open as (
      select d.id, day::date as day, greatest(0, extract(epoch from
        (day::date + case when d.closes_at = '00:00' then interval '1 day'
          else d.closes_at::interval end) at time zone d.time_zone
        - (day::date + d.opens_at::interval) at time zone d.time_zone) / 3600
      ) * (select count(*) from bookings.resource r
        where r.station_id = d.id and r.kind = 'unit' and r.active) as hours
      from days d, generate_series(date_trunc('week', d.today),
        date_trunc('week', d.today) + interval '6 days', interval '1 day') day
    )
    select d.id as "stationId", d.name as "stationName", d.time_zone as "timeZone",
      d.today::text, date_trunc('week', d.today)::date::text as monday,
      (date_trunc('week', d.today)::date + 6)::text as sunday,
      sum(o.hours) filter (where o.day = d.today)::float8 as "openHoursToday",
      sum(o.hours)::float8 as "openHoursWeek"
    from days d join open o on o.id = d.id
    group by d.id, d.name, d.time_zone, d.today order by d.name`.execute(db)
  return rows
}

interface CountedRow extends Omit<CountedBooking, 'total'> {
  readonly total: Price['total']
}

/**
 * The bookings within reach of these days. Hours are those that a unit is or was taken for: of
 * who has completed, the allocation that was released last.
 */
export async function bookingsBetween(
  db: Db,
  reach: Reach,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<readonly CountedBooking[]> {
  const { rows } = await sql<CountedRow>`
    select b.id, b.station_id as "stationId", b.wall_date::text as date, b.state,
      b.adults + b.children + b.under_six as guests, b.price -> 'total' as total,
      coalesce(extract(epoch from upper(a.occupies) - lower(a.occupies)) / 3600, 0)::float8
        as hours
    from bookings.booking b
    left join lateral (
      select occupies from bookings.allocation
      where booking_id = b.id and kind = 'unit'
      order by released_at is null desc, released_at desc, id desc limit 1
    ) a on true
    where ${within(reach, bookingColumns)} and b.wall_date between ${from} and ${to}`.execute(db)
  return rows
}

export interface NextRow {
  readonly id: string
  readonly reference: string
  readonly name: string
  readonly stationId: string
  readonly stationName: string
  readonly startsAt: Date
  readonly date: string
  readonly time: string
  readonly timeZone: string
  readonly partySize: number
  readonly state: BookingState
}

/** The next bookings within reach that are held or confirmed. */
export async function nextBookings(
  db: Db,
  reach: Reach,
  { now, limit }: { readonly now: Date; readonly limit: number },
): Promise<readonly NextRow[]> {
  const { rows } = await sql<NextRow>`
    select b.id, coalesce(b.reference, '') as reference, coalesce(b.name, '') as name,
      b.station_id as "stationId", s.name as "stationName", b.starts_at as "startsAt",
      b.wall_date::text as date, to_char(b.wall_time, 'HH24:MI') as time,
      b.time_zone as "timeZone", b.adults + b.children + b.under_six as "partySize", b.state
    from bookings.booking b join bookings.station s on s.id = b.station_id
    where ${within(reach, bookingColumns)} and b.state in ('pending', 'confirmed')
      and b.starts_at >= ${now}
    order by b.starts_at, b.id limit ${limit}`.execute(db)
  return rows
}
