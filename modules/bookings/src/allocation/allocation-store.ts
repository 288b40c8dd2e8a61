import { insertPrepared, runPrepared } from '@holdfast/kernel/postgres'
import { sql, type Kysely } from 'kysely'
import type { Span } from '../slots/depth.ts'
import type { Capacity, Taken } from '../slots/slots.ts'
import type { BookingsTables } from '../tables.ts'
import type { Held, Holdings, Move } from './packing.ts'

type Db = Kysely<BookingsTables>

/**
 * What a station has in service, and what of it is taken within `span`. One query. A hold that has
 * run out takes nothing: whoever books its time releases it.
 */
export async function capacityOf(
  db: Db,
  of: {
    readonly stationId: string
    readonly exceptBookingId?: string | undefined
    readonly now: Date
  },
  span: Span,
): Promise<Capacity> {
  const rows = await inService(db, of, rangeOf(span)).execute()
  const units = Object.groupBy(rows, (row) => row.kind)
  return {
    units: Object.fromEntries(
      Object.entries(units).map(([kind, of = []]) => [kind, new Set(of.map((row) => row.id)).size]),
    ),
    taken: rows.flatMap((row): Taken[] =>
      row.from && row.to
        ? [{ kind: row.kind, fromMs: row.from.getTime(), toMs: row.to.getTime() }]
        : [],
    ),
    away: Object.fromEntries(
      Object.entries(units)
        .filter(([, of = []]) => of.some((row) => row.isPinned))
        .map(([kind, of = []]) => [kind, asHoldings(of)]),
    ),
  }
}

export interface HoldingsOf {
  readonly stationId: string
  readonly kind: string
  /** A booking that is overlooked. */
  readonly exceptBookingId?: string | undefined
}

/** Who holds the resources of `kind` at any time within `span`; without an end, ever after. */
export async function holdingsOf(
  db: Db,
  of: HoldingsOf,
  span: Omit<Span, 'toMs'> & { readonly toMs?: number },
): Promise<Holdings> {
  const ofKind = inService(db, of, rangeOf(span)).where('r.kind', '=', sql<'unit'>`${of.kind}`)
  return asHoldings(await runPrepared(db, ofKind))
}

type Row = Awaited<ReturnType<ReturnType<typeof inService>['execute']>>[number]

function asHoldings(rows: readonly Row[]): Holdings {
  return {
    resourceIds: [...new Set(rows.map((row) => row.id))],
    held: rows.flatMap(({ id, allocationId, from, to, isPinned }): Held[] =>
      allocationId && from && to
        ? [{ allocationId, resourceId: id, fromMs: from.getTime(), toMs: to.getTime(), isPinned }]
        : [],
    ),
  }
}

interface Overlooking {
  readonly stationId: string
  readonly exceptBookingId?: string | undefined
  /** Absent: also holds that have run out count, as they do for the constraint. */
  readonly now?: Date | undefined
}

function inService(
  db: Db,
  { stationId, exceptBookingId, now }: Overlooking,
  range: ReturnType<typeof rangeOf>,
) {
  return db
    .selectFrom('bookings.resource as r')
    .leftJoin('bookings.allocation as a', (join) => {
      const taken = join
        .onRef('a.resource_id', '=', 'r.id')
        .on('a.released_at', 'is', null)
        .on(sql<boolean>`a.occupies && ${range}`)
      const others = exceptBookingId
        ? taken.on('a.booking_id', 'is distinct from', exceptBookingId)
        : taken
      return now ? others.on(isNotRunOut(now)) : others
    })
    .select([
      'r.id',
      'r.kind',
      'a.id as allocationId',
      sql<boolean>`a.time_off_id is not null`.as('isPinned'),
      sql<Date | null>`lower(a.occupies)`.as('from'),
      sql<Date | null>`upper(a.occupies)`.as('to'),
    ])
    .where('r.station_id', '=', stationId)
    .where('r.active', '=', true)
    .orderBy('r.id')
}

function isNotRunOut(now: Date) {
  return sql<boolean>`not exists (select from bookings.booking h
    where h.id = a.booking_id and h.state = 'pending' and h.hold_expires_at <= ${now})`
}

/**
 * Makes whoever wants to change these resources' allocations wait until this transaction ends.
 * Always in id order, so that two such transactions can not wait for each other. False when one of
 * them has gone out of service meanwhile.
 */
export async function lockResources(db: Db, ids: readonly string[]): Promise<boolean> {
  const wanted = [...new Set(ids)]
  const locking = db
    .selectFrom('bookings.resource')
    .select('id')
    .where('id', '=', sql<string>`any(${wanted}::uuid[])`)
    .where('active', '=', true)
    .orderBy('id')
    .forNoKeyUpdate()
  const locked = await runPrepared(db, locking)
  return locked.length === wanted.length
}

/** `lockResources` for everything that a station has in service. */
export async function lockResourcesOf(db: Db, stationId: string): Promise<void> {
  await db
    .selectFrom('bookings.resource')
    .select('id')
    .where('station_id', '=', stationId)
    .where('active', '=', true)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
}

/** Puts allocations elsewhere, all in one statement: they may change places. */
export async function moveAllocations(db: Db, moves: readonly Move[]): Promise<void> {
  if (moves.length === 0) return
  const targets = sql`unnest(${moves.map((move) => move.allocationId)}::uuid[],
    ${moves.map((move) => move.to)}::uuid[],
    ${moves.map((move) => instantOrNull(move.span?.fromMs))}::timestamptz[],
    ${moves.map((move) => instantOrNull(move.span?.toMs))}::timestamptz[])`
  await sql`update bookings.allocation a set resource_id = target.resource_id,
      occupies = case when target.starts is null then a.occupies
                 else tstzrange(target.starts, target.ends, '[)') end
    from ${targets} as target (id, resource_id, starts, ends)
    where a.id = target.id and a.released_at is null`.execute(db)
}

function instantOrNull(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString()
}

/** What a booking holds now. */
export async function allocationsOf(db: Db, bookingId: string) {
  return db
    .selectFrom('bookings.allocation')
    .select(['id', 'kind', 'resource_id as resourceId'])
    .where('booking_id', '=', bookingId)
    .where('released_at', 'is', null)
    .execute()
}

export interface NewAllocation extends Span {
  readonly id: string
  readonly bookingId: string
  readonly stationId: string
  readonly resourceId: string
  readonly kind: string
}

export async function insertAllocations(
  db: Db,
  allocations: readonly NewAllocation[],
): Promise<void> {
  await Promise.all(
    allocations.map((one) =>
      insertPrepared(db, 'bookings.allocation', {
        id: one.id,
        booking_id: one.bookingId,
        station_id: one.stationId,
        resource_id: one.resourceId,
        kind: one.kind,
        occupies: asRange(one),
      }),
    ),
  )
}

function asRange({ fromMs, toMs }: Span): string {
  return `[${new Date(fromMs).toISOString()},${new Date(toMs).toISOString()})`
}

/** Gives everything that a booking holds back. Safe to call twice. */
export async function releaseAllocations(db: Db, bookingId: string, at: Date): Promise<void> {
  await db
    .updateTable('bookings.allocation')
    .set({ released_at: at })
    .where('booking_id', '=', bookingId)
    .where('released_at', 'is', null)
    .execute()
}

function rangeOf(span: { readonly fromMs: number; readonly toMs?: number }) {
  const to = span.toMs === undefined ? null : new Date(span.toMs)
  return sql<string>`tstzrange(${new Date(span.fromMs)}::timestamptz, ${to}::timestamptz, '[)')`
}
