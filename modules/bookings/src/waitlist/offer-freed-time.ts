import { Problem } from '@holdfast/kernel/problems'
import { withAdvisoryLock } from '@holdfast/kernel/postgres'
import { ZodError } from 'zod'
import type { Booking } from '../booking/booking.ts'
import { bookDraft } from '../booking/book-draft.ts'
import type { Draft } from '../booking/draft.ts'
import { isCollision } from '../booking/explain-refusal.ts'
import { asBookingsProblem, isConflictWithoutEnd } from '../database-problems.ts'
import { mayBeOffered } from '../hold/hold-limit.ts'
import { offerFreedTime } from '../jobs.ts'
import type { BookingsParts, BookingsTransaction, JobsContext } from '../parts.ts'
import type { Capacity } from '../slots/slots.ts'
import { findStation } from '../station/station-store.ts'
import { draftOffers } from './draft-offer.ts'
import { lineOf, lockEntry, saveEntry, type StoredEntry } from './entry-store.ts'
import { moveOn } from './states.ts'
import { capacityOn } from './wanted-starts.ts'

/**
 * Offers a station's free time to whoever waits longest and fits: holds it for them. One offer at
 * most; the next look follows in the same transaction, until nobody fits. Doubled or at once they
 * wait for each other, so that nobody is passed over and nothing is offered twice.
 */
export async function offerTo(
  ctx: JobsContext,
  { stationId }: { readonly stationId: string },
  parts: BookingsParts,
): Promise<void> {
  await ctx.settle(async (tx) => {
    await withAdvisoryLock(tx, `bookings.waitlist:${stationId}`)
    const offered = await offerToFirst(ctx, tx, { stationId, parts })
    if (offered) await tx.enqueue(offerFreedTime, { stationId }, { key: stationId })
  })
}

interface Looking {
  readonly stationId: string
  readonly parts: BookingsParts
}

async function offerToFirst(
  ctx: JobsContext,
  tx: BookingsTransaction,
  { stationId, parts }: Looking,
): Promise<boolean> {
  const { organisationId } = ctx
  const now = ctx.now()
  const line = await lineOf(tx.kysely, { organisationId, stationId, now })
  if (line.length === 0) return false
  const station = await findStation(tx.kysely, { organisationId }, stationId)
  const capacities = new Map<string, Capacity>()
  for (const [place, entry] of line.entries()) {
    // A line of 2,000 is a second of work (0.5 ms each): requests have their turn in between.
    if (place % 20 === 19) await othersHadTheirTurn()
    const { id, date } = entry
    const capacity = capacities.get(date) ?? (await capacityOn(tx.kysely, station, { date, now }))
    capacities.set(date, capacity)
    const drafts = await draftsFor(ctx, entry, { station, capacity, parts })
    for (const draft of drafts) if (await isOffered(ctx, tx, { draft, id, parts })) return true
  }
  return false
}

/** None for somebody whose data can not be opened, or whose evening the rules refuse by now. */
async function draftsFor(
  ctx: JobsContext,
  entry: StoredEntry,
  offering: Parameters<typeof draftOffers>[2],
): Promise<readonly Draft[]> {
  try {
    return await draftOffers(ctx, entry, offering)
  } catch (error) {
    // What was kept may be older than today's rules for it.
    if (!(error instanceof Problem || error instanceof ZodError)) throw error
    // One who can not be offered anything stands in nobody's way.
    const code = error instanceof Problem ? error.code : error.name
    ctx.log.debug({ entryId: entry.id, code }, 'nothing to offer')
    return []
  }
}

interface Drafted {
  readonly draft: Draft
  readonly id: string
  readonly parts: BookingsParts
}

/**
 * Holds the time for who waits. False when somebody else was quicker, when they dine elsewhere of
 * ours at that time, have two open offers, or wait no longer.
 */
async function isOffered(
  ctx: JobsContext,
  tx: BookingsTransaction,
  drafted: Drafted,
): Promise<boolean> {
  for (const exclusive of [false, true]) {
    try {
      return await tx.nested((inner) => offer(ctx, inner, { ...drafted, exclusive }))
    } catch (error) {
      // A deadlock is the whole transaction's to repeat.
      if (isConflictWithoutEnd(error)) throw error
      if (!(asBookingsProblem(error) instanceof Problem)) throw error
      if (!isCollision(error)) return false
    }
  }
  return false
}

async function offer(
  ctx: JobsContext,
  tx: BookingsTransaction,
  { draft, id, parts, exclusive }: Drafted & { readonly exclusive: boolean },
): Promise<boolean> {
  const { organisationId } = ctx
  const entry = await lockEntry(tx.kysely, { organisationId }, id)
  if (entry?.state !== 'waiting') return false
  if (!(await mayBeOffered(tx, draft, parts.vault))) return false
  const booking = await bookDraft(tx, draft, { ...parts, ids: ctx.ids, exclusive })
  await tellOffer(tx, { entry, booking })
  return true
}

async function tellOffer(
  tx: BookingsTransaction,
  { entry, booking }: { readonly entry: StoredEntry; readonly booking: Booking },
): Promise<void> {
  const offered = moveOn(entry, 'offered', booking.createdAt)
  await saveEntry(tx.kysely, offered)
  const { id: entryId, stationId, version } = offered
  await tx.emit('waitlist.offered', { entryId, stationId, bookingId: booking.id, version }, entryId)
}

function othersHadTheirTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
