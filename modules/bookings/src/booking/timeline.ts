import type { Money } from '@holdfast/kernel/contract'
import type { DataKey } from '@holdfast/kernel/crypto'
import { readHistory, type Event } from '@holdfast/kernel/events'
import type { Kysely } from 'kysely'
import type { BookingDetail, Price } from '../contract.ts'
import type { BookingsContext, Staff } from '../parts.ts'
import { viewerOf } from './onlooker.ts'
import { openNote } from './private-details.ts'

type Entry = BookingDetail['timeline'][number]

const longest = 200

/** What the events leave out, because it may name the guest. */
interface Told {
  readonly id: string
  readonly cancelReason: string | undefined
  readonly price: Price
  readonly key: DataKey
}

/**
 * What has happened to a booking, oldest first. A guest sees whether it was somebody of the
 * business; staff see who it was, and the correlation id that leads to the logs.
 */
export async function timelineOf(
  ctx: BookingsContext,
  booking: Told,
  staff: Pick<Staff, 'namesOf'>,
): Promise<Entry[]> {
  const { organisationId } = ctx
  const events = await readHistory(
    { kysely: withoutTables(ctx.kysely) },
    { organisationId, subject: booking.id, limit: longest },
  )
  const entries = events.map((event) => ({ event, entry: entryOf(event, booking) }))
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
function entryOf({ happenedAt, type, actorId, data }: Event, booking: Told): Entry {
  const { cancelReason, key, id } = booking
  const isOfCancelling = type === 'booking.cancelled'
  const reason = isOfCancelling ? cancelReason : noteIn(type, data['reason'], { key, id })
  const amount = amountIn(data, booking.price)
  return {
    at: happenedAt.toISOString(),
    type,
    // Whoever met a hold that had run out did not end it: its time did.
    by: type === 'booking.expired' ? 'system' : sideOf(actorId),
    ...(reason === undefined ? {} : { reason }),
    ...(amount === undefined ? {} : { amount }),
    ...movedIn(type, data),
  }
}

function noteIn(
  type: string,
  sealed: unknown,
  { key, id }: Pick<Told, 'key' | 'id'>,
): string | undefined {
  return noted.has(type) ? openNote(key, id, sealed) : undefined
}

const noted: ReadonlySet<string> = new Set(['booking.confirmed', 'booking.rescheduled'])

/** The money that it was about: paid, given back or added. */
function amountIn(data: Event['data'], { total }: Price): Money | undefined {
  const amount = data['amountMinor'] ?? data['refundMinor'] ?? data['feeMinor']
  return typeof amount === 'number' ? { ...total, amount } : undefined
}

function movedIn(type: string, { from, to }: Event['data']): Pick<Entry, 'moved'> {
  // Moves of before say nothing about their times.
  const isTold =
    type === 'booking.rescheduled' && typeof from === 'string' && typeof to === 'string'
  return isTold ? { moved: { from, to } } : {}
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
