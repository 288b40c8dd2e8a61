import { sql, type Kysely } from 'kysely'
import type { BookingsTables } from '../tables.ts'

/** Something that the constraints make impossible. */
export interface AuditFinding {
  readonly kind: 'resource overlap' | 'customer overlap' | 'wrong allocations'
  /** The bookings that it is about. */
  readonly bookingIds: readonly string[]
}

/**
 * Looks for what must never be: two bookings, or one and time off, that hold one resource, or have one customer, at
 * one moment, and bookings that hold other than they require. Reads the tables, not the
 * constraints, so it finds what a dropped constraint let in. Empty is the only good answer.
 */
export async function auditAllocations(
  db: Kysely<BookingsTables>,
): Promise<readonly AuditFinding[]> {
  const overlaps = await resourceOverlaps(db)
  const customers = await customerOverlaps(db)
  const wrong = await wrongAllocations(db)
  return [...overlaps, ...customers, ...wrong]
}

async function resourceOverlaps(db: Kysely<BookingsTables>): Promise<AuditFinding[]> {
  const { rows } = await sql<{ one: string | null; other: string | null }>`
    select a.booking_id as one, b.booking_id as other
    from bookings.allocation a
    join bookings.allocation b
      on b.resource_id = a.resource_id and b.occupies && a.occupies and b.id > a.id
    where a.released_at is null and b.released_at is null`.execute(db)
  // One of the two may be time off, which is no booking.
  return rows.map(({ one, other }) => ({
    kind: 'resource overlap',
    bookingIds: [one, other].filter((id) => id !== null),
  }))
}

async function customerOverlaps(db: Kysely<BookingsTables>): Promise<AuditFinding[]> {
  const { rows } = await sql<{ one: string; other: string }>`
    select a.id as one, b.id as other
    from bookings.booking a
    join bookings.booking b
      on b.customer_id = a.customer_id and b.id > a.id
      and b.starts_at < a.ends_at and a.starts_at < b.ends_at
    where a.state in ('pending', 'confirmed', 'seated')
      and b.state in ('pending', 'confirmed', 'seated')`.execute(db)
  return rows.map(({ one, other }) => ({ kind: 'customer overlap', bookingIds: [one, other] }))
}

async function wrongAllocations(db: Kysely<BookingsTables>): Promise<AuditFinding[]> {
  const { rows } = await sql<{ id: string }>`
    select b.id
    from bookings.booking b
    left join bookings.allocation a on a.booking_id = b.id and a.released_at is null
    group by b.id
    having coalesce(array_agg(a.kind order by a.kind) filter (where a.id is not null), '{}')
        <> case when b.state in ('pending', 'confirmed', 'seated')
             then (select array_agg(kind order by kind) from unnest(b.required_kinds) kind)
             else '{}' end
      or not coalesce(
        bool_and(a.occupies @> tstzrange(b.starts_at, b.ends_at, '[)'))
          filter (where a.id is not null), true)`.execute(db)
  return rows.map(({ id }) => ({ kind: 'wrong allocations', bookingIds: [id] }))
}
