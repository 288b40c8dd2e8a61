import { readEvents } from '@holdfast/kernel/events'
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
  const { organisationId } = ctx
  const { events } = await readEvents(ctx.kysely, {
    organisationId,
    subject: bookingId,
    limit: longest,
  })
  return events.map((event) => ({
    at: event.at.toISOString(),
    type: event.type,
    by: viewer === 'staff' ? event.actorId : roleOf(event.actorId),
  }))
}

function roleOf(actorId: string): string {
  return actorId.startsWith('guest') ? 'guest' : 'staff'
}
