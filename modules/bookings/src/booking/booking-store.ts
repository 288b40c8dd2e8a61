import { insertPrepared } from '@holdfast/kernel/postgres'
import { sql, type Kysely } from 'kysely'
import { bookingColumns, within, type Reach } from '../reach/reach.ts'
import type { BookingsTables } from '../tables.ts'
import type { Booking } from './booking.ts'
import type { SealedDetails } from './private-details.ts'

type Db = Kysely<BookingsTables>

/** A booking with what belongs to its customer, still sealed. */
export interface StoredBooking extends Booking {
  readonly sealed: SealedDetails
  readonly requiredKinds: readonly string[]
  /** The customer's wrapped key; null once erased. */
  readonly customerKey: Buffer | null
}

export interface NewBooking extends Booking {
  readonly requiredKinds: readonly string[]
  readonly phoneIndex: Buffer
  readonly venueIndex: Buffer
  readonly sealed: SealedDetails
}

export async function insertBooking(db: Db, booking: NewBooking): Promise<void> {
  await insertPrepared(db, 'bookings.booking', {
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
    offer_version: booking.offerVersion,
    ...chosenColumns(booking),
    quote_id: booking.quoteId,
    waitlist_entry_id: booking.waitlistEntryId,
    policies: JSON.stringify(booking.policies),
    notices: [...booking.notices],
    hold_expires_at: booking.holdExpiresAt,
    name: booking.name,
    phone_index: booking.phoneIndex,
    venue_index: booking.venueIndex,
    ...booking.sealed,
    created_at: booking.createdAt,
    changed_at: booking.changedAt,
    version: booking.version,
  })
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

/**
 * Stores everything about a booking that can change. It must be locked and one version further;
 * throws when the stored one is not the version before.
 */
export async function saveBooking(
  db: Db,
  booking: StoredBooking,
  { venueIndex }: { readonly venueIndex?: Buffer } = {},
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('bookings.booking')
    .set({ ...changingColumns(booking), ...(venueIndex ? { venue_index: venueIndex } : {}) })
    .where('organisation_id', '=', booking.organisationId)
    .where('id', '=', booking.id)
    .where('version', '=', booking.version - 1)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows !== 1n) throw new Error(`booking ${booking.id} was changed by somebody else`)
}

/** Notes that a paid deposit was taken into account. Nothing else about the booking changes. */
export async function markDepositSettled(
  db: Db,
  { organisationId, id }: Pick<Booking, 'organisationId' | 'id'>,
  at: Date,
): Promise<void> {
  await db
    .updateTable('bookings.booking')
    .set({ deposit_settled_at: at })
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .execute()
}

function changingColumns(booking: StoredBooking) {
  return {
    state: booking.state,
    version: booking.version,
    changed_at: booking.changedAt,
    starts_at: booking.startsAt,
    ends_at: booking.endsAt,
    wall_date: booking.date,
    wall_time: booking.time,
    duration_hours: booking.durationHours,
    adults: booking.party.adults,
    children: booking.party.children,
    under_six: booking.party.underSix,
    price: JSON.stringify(booking.price),
    offer_version: booking.offerVersion,
    quote_id: booking.quoteId,
    ...chosenColumns(booking),
    notices: [...booking.notices],
    hold_expires_at: booking.holdExpiresAt,
    reschedules: booking.reschedules,
    reschedule_fees: booking.rescheduleFees,
    deposit_refundable: booking.depositRefundable,
    deposit_settled_at: booking.depositSettledAt,
    ...booking.sealed,
  }
}

function chosenColumns({ menu, travel }: Pick<Booking, 'menu' | 'travel'>) {
  return { menu: menu && JSON.stringify(menu), travel: travel && JSON.stringify(travel) }
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
    offerVersion: row.offer_version,
    menu: row.menu,
    travel: row.travel,
    quoteId: row.quote_id,
    waitlistEntryId: row.waitlist_entry_id,
    notices: row.notices,
    policies: row.policies,
    holdExpiresAt: row.hold_expires_at,
    reschedules: row.reschedules,
    rescheduleFees: row.reschedule_fees,
    depositRefundable: row.deposit_refundable,
    depositSettledAt: row.deposit_settled_at,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    version: row.version,
    requiredKinds: row.required_kinds,
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
