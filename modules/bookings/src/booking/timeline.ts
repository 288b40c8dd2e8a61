import { readHistory, type Event } from '@holdfast/kernel/events'
import type { Kysely } from 'kysely'
import type { BookingDetail } from '../contract.ts'
import type { BookingsContext, Staff } from '../parts.ts'
import { viewerOf } from './onlooker.ts'

type Entry = BookingDetail['timeline'][number]

const longest = 200

/**
 * What has happened to a booking, oldest first. A guest sees whether it was somebody of the
 * business; staff see who it was, and the correlation id that leads to the logs.
 */
export async function timelineOf(
  ctx: BookingsContext,
  booking: { readonly id: string; readonly cancelReason: string | undefined },
  staff: Pick<Staff, 'namesOf'>,
): Promise<Entry[]> {
  const { organisationId } = ctx
  const events = await readHistory(
    { kysely: withoutTables(ctx.kysely) },
    { organisationId, subject: booking.id, limit: longest },
  )
  const entries = events.map((event) => ({ event, entry: entryOf(event, booking.cancelReason) }))
  if (viewerOf(ctx.actor) === 'guest') return entries.map(({ entry }) => entry)
  const actorIds = new Set(events.map(({ actorId }) => actorId))
  const names = await staff.namesOf(
    withoutTables(ctx.kysely),
    organisationId,
    [...actorIds].filter((id) => ['staff', 'machine'].includes(sideOf(id))),
  )
  return entries.map(({ event, entry }) => ({
    ...entry,
    actor: { id: event.actorId, name: names.get(event.actorId) },
    correlationId: event.correlationId,
  }))
}

// The reason stands with the booking and not in the event: it may name the guest.
function entryOf({ happenedAt, type, actorId }: Event, cancelReason: string | undefined): Entry {
  const reason = type === 'booking.cancelled' ? cancelReason : undefined
  return {
    at: happenedAt.toISOString(),
    type,
    by: sideOf(actorId),
    ...(reason === undefined ? {} : { reason }),
  }
}

function sideOf(actorId: string): Entry['by'] {
  if (actorId.startsWith('guest')) return 'guest'
  if (actorId.startsWith('key:')) return 'machine'
  return actorId.startsWith('system') ? 'system' : 'staff'
}

// The kernel reads its own tables by raw SQL and wants no types of ours.
function withoutTables(db: BookingsContext['kysely']): Kysely<unknown> {
  return db as Kysely<unknown>
}
