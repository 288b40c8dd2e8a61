import type { RouteInput } from '@holdfast/kernel/contract'
import { databaseError } from '@holdfast/kernel/postgres'
import { holdingsOf, lockResourcesOf, moveAllocations } from '../allocation/allocation-store.ts'
import { moveAside } from '../allocation/packing.ts'
import { isCollision } from '../booking/explain-refusal.ts'
import type { bookingRoutes, TimeOff } from '../contract.ts'
import { asBookingsProblem } from '../database-problems.ts'
import { releaseInTheWay } from '../hold/expire-hold.ts'
import type { BookingsContext, BookingsParts, BookingsTransaction } from '../parts.ts'
import { problems } from '../problems.ts'
import { slotsChanged } from '../slots/slot-cache.ts'
import { findResource } from '../station/resource-store.ts'
import { boundAt } from '../time/local-time.ts'
import { insertTimeOff, type StoredTimeOff } from './time-off-store.ts'

type CreateRoute = (typeof bookingRoutes)['createTimeOff']
type Body = RouteInput<CreateRoute>['body']

const attempts = 4

/**
 * Notes when a resource is away, by the clocks of its station. Others that are free take its
 * bookings over; where nobody is, `bookings.stillBooked` and nothing has changed. Holds that have
 * run out are in nobody's way. A booking at the same moment and this never both win: the constraint
 * on allocations decides.
 */
export async function createTimeOff(
  ctx: BookingsContext,
  { body }: RouteInput<CreateRoute>,
  parts: Pick<BookingsParts, 'cache' | 'deposits'>,
): Promise<TimeOff> {
  ctx.permit('stations.manage')
  for (let attempt = 1; ; attempt++) {
    try {
      return onWire(await ctx.transaction((tx) => write(ctx, tx, { body, ...parts })))
    } catch (error) {
      if (attempt < attempts && isCollision(error)) continue
      const isLost = databaseError(error)?.constraint === 'allocation_overlap'
      throw isLost ? problems.stillBooked({}, { cause: error }) : asBookingsProblem(error)
    }
  }
}

async function write(
  ctx: BookingsContext,
  tx: BookingsTransaction,
  { body, cache, deposits }: { readonly body: Body } & Pick<BookingsParts, 'cache' | 'deposits'>,
): Promise<StoredTimeOff> {
  const resource = await findResource(tx.kysely, ctx.actor, body.resourceId)
  if (!resource) throw problems.unknownResource({ resourceId: body.resourceId })
  const { stationId, kind, timeZone } = resource
  const { startsAt, endsAt } = boundsOf(body, timeZone)
  const span = { fromMs: startsAt.getTime(), toMs: endsAt.getTime() }
  const { organisationId } = ctx
  await releaseInTheWay(tx, { organisationId, stationId }, { cache, deposits, now: ctx.now() })
  await handOver(tx, { stationId, kind, resourceId: resource.id }, span)
  const timeOff = {
    id: ctx.ids(),
    organisationId,
    stationId,
    resourceId: resource.id,
    kind,
    startsAt,
    endsAt,
  }
  await insertTimeOff(tx.kysely, timeOff, { allocationId: ctx.ids(), at: ctx.now() })
  const data = { stationId, resourceId: resource.id, timeOffId: timeOff.id }
  await tx.emit('timeOff.created', data, stationId)
  await slotsChanged(tx, cache, { stationId, timeZone, spans: [span] })
  return timeOff
}

function boundsOf({ from, until }: Body, timeZone: string) {
  const startsAt = boundAt(from, timeZone, 'earlier')
  const endsAt = boundAt(until, timeZone, 'later')
  if (endsAt <= startsAt) {
    const text = problems.badTimeOff.definition.say
    throw problems.badTimeOff({}, { errors: [{ path: 'until', code: 'badTimeOff', text }] })
  }
  return { startsAt, endsAt }
}

/** Gives the bookings of that time to others. */
async function handOver(
  tx: BookingsTransaction,
  of: { readonly stationId: string; readonly kind: string; readonly resourceId: string },
  span: { readonly fromMs: number; readonly toMs: number },
): Promise<void> {
  await lockResourcesOf(tx.kysely, of.stationId)
  const holdings = await holdingsOf(tx.kysely, of, span)
  const isOff = holdings.held.some((one) => one.isPinned && one.resourceId === of.resourceId)
  if (isOff) throw problems.alreadyOff({ resourceId: of.resourceId })
  // Whoever is to take one over must be free for all of it, also where it reaches beyond the span.
  const reach = holdings.held.map(({ fromMs, toMs }) => ({ fromMs, toMs }))
  const all = await holdingsOf(tx.kysely, of, {
    fromMs: Math.min(span.fromMs, ...reach.map(({ fromMs }) => fromMs)),
    toMs: Math.max(span.toMs, ...reach.map(({ toMs }) => toMs)),
  })
  const moves = moveAside(all, of.resourceId, span)
  if (!moves) throw problems.stillBooked({ resourceId: of.resourceId })
  await moveAllocations(tx.kysely, moves)
}

function onWire({ id, stationId, resourceId, startsAt, endsAt }: StoredTimeOff): TimeOff {
  return {
    id,
    stationId,
    resourceId,
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
  }
}
