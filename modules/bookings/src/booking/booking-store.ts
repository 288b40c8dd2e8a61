import { sql, type Kysely } from 'kysely'
import { bookingColumns, within, type Reach } from '../reach/reach.ts'
import type { BookingsTables } from '../tables.ts'
import type { Booking } from './booking.ts'
import type { SealedDetails } from './private-details.ts'

type Db = Kysely<BookingsTables>

/** A booking with what belongs to its customer, still sealed. */
export interface StoredBooking extends Booking {
  readonly sealed: SealedDetails
  /** The customer's wrapped key; null once erased. */
  readonly customerKey: Buffer | null
}

export interface NewBooking extends Booking {
  readonly requiredKinds: readonly string[]
  readonly phoneIndex: Buffer
  readonly sealed: SealedDetails
}

export async function insertBooking(db: Db, booking: NewBooking): Promise<void> {
  await db
    .insertInto('bookings.booking')
    .values({
      id: booking.id,
      organisation_id: booking.organisationId,
      reference: booking.reference,
      station_id: booking.stationId,
      customer_id: booking.customerId,
      state: booking.state,
      starts_at: booking.startsAt,
      ends_at: booking.endsAt,
      wall_date: booking.date,
      wall_time: booking.time,
      time_zone: booking.timeZone,
      duration_hours: booking.durationHours,
      adults: booking.party.adults,
      children: booking.party.children,
      under_six: booking.party.underSix,
      required_kinds: [...booking.requiredKinds],
      price: JSON.stringify(booking.price),
      notices: [...booking.notices],
      name: booking.name,
      phone_index: booking.phoneIndex,
      ...booking.sealed,
      created_at: booking.createdAt,
      changed_at: booking.changedAt,
      version: booking.version,
    })
    .execute()
}

/** One booking, when it is within reach. */
export async function findBooking(
  db: Db,
  reach: Reach,
  id: string,
): Promise<StoredBooking | undefined> {
  const row = await bookingById(db, reach, id).executeTakeFirst()
  return row && fromRow(row)
}

/** `findBooking` that lets nobody else change it until the transaction ends. */
export async function lockBooking(
  db: Db,
  reach: Reach,
  id: string,
): Promise<StoredBooking | undefined> {
  const row = await bookingById(db, reach, id).forNoKeyUpdate('b').executeTakeFirst()
  return row && fromRow(row)
}

function bookingById(db: Db, reach: Reach, id: string) {
  return selectBookings(db, reach).where('b.id', '=', id)
}

/** Stores a change of state. The booking must be locked, or at the version before this one. */
export async function saveState(
  db: Db,
  booking: Booking,
  cancelReason: Buffer | null,
): Promise<void> {
  await db
    .updateTable('bookings.booking')
    .set({
      state: booking.state,
      version: booking.version,
      changed_at: booking.changedAt,
      cancel_reason: cancelReason,
    })
    .where('organisation_id', '=', booking.organisationId)
    .where('id', '=', booking.id)
    .where('version', '=', booking.version - 1)
    .executeTakeFirstOrThrow()
}

/** Bookings within reach with all that `fromRow` needs; `b`, `s` and `c` can be filtered on. */
export function selectBookings(db: Db, reach: Reach) {
  return db
    .selectFrom('bookings.booking as b')
    .innerJoin('bookings.station as s', 's.id', 'b.station_id')
    .innerJoin('bookings.customer as c', 'c.id', 'b.customer_id')
    .where(within(reach, bookingColumns))
    .selectAll('b')
    .select(['s.name as station_name', 'c.data_key as customer_key'])
    .select(sql<string>`to_char(b.wall_time, 'HH24:MI')`.as('wall_clock'))
}

type BookingRow = Awaited<ReturnType<ReturnType<typeof selectBookings>['execute']>>[number]

export function fromRow(row: BookingRow): StoredBooking {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    customerId: row.customer_id,
    stationId: row.station_id,
    stationName: row.station_name,
    reference: row.reference ?? '',
    name: row.name ?? '',
    state: row.state,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    date: row.wall_date,
    time: row.wall_clock,
    timeZone: row.time_zone,
    durationHours: row.duration_hours,
    party: { adults: row.adults, children: row.children, underSix: row.under_six },
    price: row.price,
    notices: row.notices,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    version: row.version,
    customerKey: row.customer_key,
    sealed: {
      contact: row.contact,
      venue: row.venue,
      allergens: row.allergens,
      special_requests: row.special_requests,
      cancel_reason: row.cancel_reason,
    },
  }
}
