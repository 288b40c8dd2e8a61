import { readHistory } from '@holdfast/kernel/events'
import type { Kysely } from 'kysely'
import type { BookingDetail } from '../contract.ts'
import type { BookingsContext } from '../parts.ts'
import type { Viewer } from './cancellation.ts'

const longest = 200

/** What has happened to a booking, oldest first. A guest sees roles, staff see who it was. */
export async function timelineOf(
  ctx: BookingsContext,
  bookingId: string,
  viewer: Viewer,
): Promise<BookingDetail['timeline']> {
  const events = await readHistory(
    { kysely: withoutTables(ctx.kysely) },
    { organisationId: ctx.organisationId, subject: bookingId, limit: longest },
  )
  return events.map((event) => ({
    at: event.happenedAt.toISOString(),
    type: event.type,
    ...(viewer === 'staff'
      ? { by: event.actorId, correlationId: event.correlationId }
      : { by: roleOf(event.actorId) }),
  }))
}

function roleOf(actorId: string): string {
  return actorId.startsWith('guest') ? 'guest' : 'staff'
}

// The kernel reads its own tables by raw SQL and wants no types of ours.
function withoutTables(db: BookingsContext['kysely']): Kysely<unknown> {
  return db as Kysely<unknown>
}
