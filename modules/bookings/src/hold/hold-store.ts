import { sql, type Kysely } from 'kysely'
import { fromRow, selectBookings, type StoredBooking } from '../booking/booking-store.ts'
import type { BookingsTables } from '../tables.ts'

type Db = Kysely<BookingsTables>

/** By what the holds of the same people or place are found. */
export interface HoldTraces {
  readonly organisationId: string
  readonly now: Date
  readonly emails: readonly Buffer[]
  readonly phones: readonly Buffer[]
  readonly venues: readonly Buffer[]
}

/** Times that are held and not paid. */
export interface OpenHolds {
  readonly ofContact: number
  readonly ofVenue: number
}

/**
 * How many times this contact, by e-mail or phone, and this place hold without having paid: those
 * that they asked for, or those that they were offered from the waitlist.
 */
export async function countOpenHolds(
  db: Db,
  traces: HoldTraces,
  kind: 'asked' | 'offered',
): Promise<OpenHolds> {
  const isOfContact = sql`c.email_index = any(${[...traces.emails]}::bytea[])
    or b.phone_index = any(${[...traces.phones]}::bytea[])`
  const isOfVenue = sql`b.venue_index = any(${[...traces.venues]}::bytea[])`
  const { rows } = await sql<OpenHolds>`
    select count(*) filter (where ${isOfContact})::int as "ofContact",
           count(*) filter (where ${isOfVenue})::int as "ofVenue"
    from bookings.booking b join bookings.customer c on c.id = b.customer_id
    where b.organisation_id = ${traces.organisationId}
      and b.state = 'pending' and b.hold_expires_at > ${traces.now}
      and (b.waitlist_entry_id is not null) = ${kind === 'offered'}
      and (${isOfContact} or ${isOfVenue})`.execute(db)
  return rows[0] ?? { ofContact: 0, ofVenue: 0 }
}

export interface HoldSought extends HoldTraces {
  readonly stationId: string
  readonly startsAt: Date
  readonly durationHours: number
}

/** The open hold of the very same contact and place for the very same time. */
export async function findOwnHold(db: Db, sought: HoldSought): Promise<StoredBooking | undefined> {
  const row = await selectBookings(db, sought)
    .where('b.state', '=', 'pending')
    .where('b.hold_expires_at', '>', sought.now)
    .where('b.station_id', '=', sought.stationId)
    .where('b.starts_at', '=', sought.startsAt)
    .where('b.duration_hours', '=', sought.durationHours)
    .where('c.email_index', 'in', sought.emails)
    .where('b.phone_index', 'in', sought.phones)
    .where('b.venue_index', 'in', sought.venues)
    .executeTakeFirst()
  return row && fromRow(row)
}

/** Whose holds may stand in the way of a booking: those of its station and of its customer. */
export interface InTheWay {
  readonly organisationId: string
  readonly stationId: string
  /** The customer, by id or by e-mail. */
  readonly customerId?: string
  readonly emails?: readonly Buffer[]
}

/**
 * Those of them that have run out. Locked, in id order; who is just being confirmed or expired is
 * waited for.
 */
export async function lockRunOutHolds(
  db: Db,
  { organisationId, stationId, customerId, emails = [], now }: InTheWay & { readonly now: Date },
): Promise<readonly StoredBooking[]> {
  const isOfCustomer = sql<boolean>`(c.id = ${customerId ?? null}
    or c.email_index = any(${[...emails]}::bytea[]))`
  const rows = await selectBookings(db, { organisationId })
    .where('b.state', '=', 'pending')
    .where('b.hold_expires_at', '<=', now)
    .where((where) => where.or([where('b.station_id', '=', stationId), isOfCustomer]))
    .orderBy('b.id')
    .forNoKeyUpdate('b')
    .execute()
  return rows.map(fromRow)
}
