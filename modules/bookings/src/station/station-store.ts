import type { Kysely, Selectable } from 'kysely'
import { policies, usualPolicies } from '../contract.ts'
import { offerColumns, offerFrom } from '../offer/stored-offer.ts'
import { problems } from '../problems.ts'
import { stationColumns, within, type Reach } from '../reach/reach.ts'
import type { BookingsTables } from '../tables.ts'
import type { Station } from './station.ts'

/** All stations within reach, by name. */
export async function listStationsOf(
  db: Kysely<BookingsTables>,
  reach: Reach,
): Promise<readonly Station[]> {
  const rows = await db
    .selectFrom('bookings.station')
    .selectAll()
    .where(within(reach, stationColumns))
    .orderBy('name')
    .execute()
  return rows.map(fromRow)
}

/** Throws `bookings.unknownStation` when no such station is within reach. */
export async function findStation(
  db: Kysely<BookingsTables>,
  reach: Reach,
  id: string,
): Promise<Station> {
  const row = await stationById(db, reach, id).executeTakeFirst()
  if (!row) throw problems.unknownStation({ stationId: id })
  return fromRow(row)
}

/** `findStation` that lets nobody else change it until the transaction ends. */
export async function lockStation(
  db: Kysely<BookingsTables>,
  reach: Reach,
  id: string,
): Promise<Station> {
  const row = await stationById(db, reach, id).forNoKeyUpdate().executeTakeFirst()
  if (!row) throw problems.unknownStation({ stationId: id })
  return fromRow(row)
}

function stationById(db: Kysely<BookingsTables>, reach: Reach, id: string) {
  return db
    .selectFrom('bookings.station')
    .selectAll()
    .where(within(reach, stationColumns))
    .where('id', '=', id)
}

export async function insertStation(
  db: Kysely<BookingsTables>,
  station: Station,
  createdAt: Date,
): Promise<void> {
  await db
    .insertInto('bookings.station')
    .values({
      ...columnsOf(station),
      id: station.id,
      organisation_id: station.organisationId,
      created_at: createdAt,
    })
    .execute()
}

/** Stores a changed station and gives it back with the number of its offer. */
export async function saveStation(db: Kysely<BookingsTables>, station: Station): Promise<Station> {
  const { offer_version } = await db
    .updateTable('bookings.station')
    .set({ ...columnsOf(station), version: station.version })
    .where('organisation_id', '=', station.organisationId)
    .where('id', '=', station.id)
    .returning('offer_version')
    .executeTakeFirstOrThrow()
  return { ...station, offerVersion: offer_version }
}

function columnsOf(station: Station) {
  return {
    name: station.name,
    area: station.area,
    time_zone: station.timeZone,
    opens_at: station.opensAt,
    closes_at: station.closesAt,
    must_end_by: station.mustEndBy,
    slot_minutes: station.slotMinutes,
    notice_hours: station.noticeHours,
    setup_minutes: station.setupMinutes,
    cleanup_minutes: station.cleanupMinutes,
    required_kinds: [...station.requiredKinds],
    ...offerColumns(station),
    base: station.base && JSON.stringify(station.base),
    policies: JSON.stringify(station.policies),
  }
}

function fromRow(row: Selectable<BookingsTables['bookings.station']>): Station {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    name: row.name,
    area: row.area,
    timeZone: row.time_zone,
    opensAt: row.opens_at.slice(0, 5),
    closesAt: row.closes_at.slice(0, 5),
    mustEndBy: row.must_end_by.slice(0, 5),
    slotMinutes: row.slot_minutes,
    noticeHours: row.notice_hours,
    setupMinutes: row.setup_minutes,
    cleanupMinutes: row.cleanup_minutes,
    requiredKinds: row.required_kinds,
    ...offerFrom(row),
    offerVersion: row.offer_version,
    base: row.base,
    policies: policies.parse({ ...laterPolicies, ...row.policies }),
    version: row.version,
  }
}

// What stations agreed before these were asked.
const laterPolicies = { offerHoldMinutes: usualPolicies.offerHoldMinutes }
