import { sql, type Kysely } from 'kysely'
import { bookingColumns, within, type Reach } from '../reach/reach.ts'
import type { BookingsTables } from '../tables.ts'
import type { Entry, SealedEntry } from './entry.ts'

type Db = Kysely<BookingsTables>

/** An entry with what belongs to its customer, still sealed. */
export interface StoredEntry extends Entry {
  readonly stationName: string
  readonly sealed: SealedEntry
  readonly leftReason: Buffer | null
  /** The customer's wrapped key; null once erased. */
  readonly customerKey: Buffer | null
}

export interface NewEntry extends Entry {
  readonly phoneIndex: Buffer
  readonly sealed: SealedEntry
}

/** The customer, who must be locked, must not wait for that evening already. */
export async function insertEntry(db: Db, entry: NewEntry): Promise<void> {
  await db
    .insertInto('bookings.waitlist_entry')
    .values({
      id: entry.id,
      organisation_id: entry.organisationId,
      station_id: entry.stationId,
      customer_id: entry.customerId,
      state: entry.state,
      wall_date: entry.date,
      earliest: entry.earliest,
      latest: entry.latest,
      time_zone: entry.timeZone,
      duration_hours: entry.durationHours,
      adults: entry.party.adults,
      children: entry.party.children,
      under_six: entry.party.underSix,
      ends_at: entry.endsAt,
      name: entry.name,
      phone_index: entry.phoneIndex,
      ...entry.sealed,
      correlation_id: entry.correlationId,
      created_at: entry.createdAt,
      changed_at: entry.changedAt,
      version: entry.version,
    })
    .execute()
}

/** What this customer waits for on an evening, locked; undefined when they do not. */
export async function lockOpenEntry(
  db: Db,
  { organisationId, customerId, date }: Pick<Entry, 'organisationId' | 'customerId' | 'date'>,
): Promise<StoredEntry | undefined> {
  const row = await selectEntries(db, { organisationId })
    .where('b.customer_id', '=', customerId)
    .where('b.wall_date', '=', date)
    .where('b.state', 'in', ['waiting', 'offered'])
    .forNoKeyUpdate('b')
    .executeTakeFirst()
  return row && entryFrom(row)
}

/** Stores another wish of who waits, whose entry is locked; their place in line stays. */
export async function saveWish(db: Db, entry: NewEntry): Promise<void> {
  await db
    .updateTable('bookings.waitlist_entry')
    .set({
      station_id: entry.stationId,
      earliest: entry.earliest,
      latest: entry.latest,
      time_zone: entry.timeZone,
      duration_hours: entry.durationHours,
      adults: entry.party.adults,
      children: entry.party.children,
      under_six: entry.party.underSix,
      ends_at: entry.endsAt,
      phone_index: entry.phoneIndex,
      ...entry.sealed,
      changed_at: entry.changedAt,
      version: entry.version,
    })
    .where('organisation_id', '=', entry.organisationId)
    .where('id', '=', entry.id)
    .where('version', '=', entry.version - 1)
    .execute()
}

/** One entry, when it is within reach. */
export async function findEntry(
  db: Db,
  reach: Reach,
  id: string,
): Promise<StoredEntry | undefined> {
  const row = await selectEntries(db, reach).where('b.id', '=', id).executeTakeFirst()
  return row && entryFrom(row)
}

/** `findEntry` that lets nobody else change it until the transaction ends. */
export async function lockEntry(
  db: Db,
  reach: Reach,
  id: string,
): Promise<StoredEntry | undefined> {
  const row = await selectEntries(db, reach)
    .where('b.id', '=', id)
    .forNoKeyUpdate('b')
    .executeTakeFirst()
  return row && entryFrom(row)
}

/** Stores what can change of an entry, which must be locked and one version further. */
export async function saveEntry(
  db: Db,
  entry: Pick<StoredEntry, 'id' | 'organisationId' | 'state' | 'changedAt' | 'version'>,
  changes: { readonly leftReason?: Buffer } = {},
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('bookings.waitlist_entry')
    .set({
      state: entry.state,
      changed_at: entry.changedAt,
      version: entry.version,
      ...(changes.leftReason ? { left_reason: changes.leftReason } : {}),
    })
    .where('organisation_id', '=', entry.organisationId)
    .where('id', '=', entry.id)
    .where('version', '=', entry.version - 1)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows !== 1n) throw new Error(`entry ${entry.id} was changed by somebody else`)
}

/** Who waits at a station, the longest first: also those of one moment in one order. */
export async function lineOf(
  db: Db,
  of: { readonly organisationId: string; readonly stationId: string; readonly now: Date },
): Promise<readonly StoredEntry[]> {
  const rows = await selectEntries(db, of)
    .where('b.station_id', '=', of.stationId)
    .where('b.state', '=', 'waiting')
    .where('b.ends_at', '>', of.now)
    .where('c.data_key', 'is not', null)
    .orderBy('b.created_at')
    .orderBy('b.id')
    .execute()
  return rows.map(entryFrom)
}

/** Whether somebody waits there at all. */
export async function isWaitedFor(
  db: Db,
  { organisationId, stationId }: { readonly organisationId: string; readonly stationId: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('bookings.waitlist_entry')
    .select('id')
    .where('organisation_id', '=', organisationId)
    .where('station_id', '=', stationId)
    .where('state', '=', 'waiting')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Entries within reach with all that `entryFrom` needs: `b` is the entry, `c` the customer. */
export function selectEntries(db: Db, reach: Reach) {
  return db
    .selectFrom('bookings.waitlist_entry as b')
    .innerJoin('bookings.station as s', 's.id', 'b.station_id')
    .innerJoin('bookings.customer as c', 'c.id', 'b.customer_id')
    .where(within(reach, bookingColumns))
    .selectAll('b')
    .select(['s.name as station_name', 'c.data_key as customer_key'])
    .select(sql<string>`to_char(b.earliest, 'HH24:MI')`.as('from_clock'))
    .select(sql<string>`to_char(b.latest, 'HH24:MI')`.as('to_clock'))
}

type EntryRow = Awaited<ReturnType<ReturnType<typeof selectEntries>['execute']>>[number]

export function entryFrom(row: EntryRow): StoredEntry {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    stationId: row.station_id,
    stationName: row.station_name,
    customerId: row.customer_id,
    state: row.state,
    date: row.wall_date,
    earliest: row.from_clock,
    latest: row.to_clock,
    timeZone: row.time_zone,
    durationHours: row.duration_hours,
    party: { adults: row.adults, children: row.children, underSix: row.under_six },
    endsAt: row.ends_at,
    name: row.name ?? '',
    correlationId: row.correlation_id,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    version: row.version,
    sealed: { contact: row.contact, venue: row.venue },
    leftReason: row.left_reason,
    customerKey: row.customer_key,
  }
}
