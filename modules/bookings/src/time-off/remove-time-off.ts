import type { RouteInput } from '@holdfast/kernel/contract'
import type { bookingRoutes } from '../contract.ts'
import type { BookingsContext, BookingsParts } from '../parts.ts'
import { problems } from '../problems.ts'
import { slotsChanged } from '../slots/slot-cache.ts'
import { findStation } from '../station/station-store.ts'
import { deleteTimeOff } from './time-off-store.ts'

/** Takes time off back: the resource is bookable again. Throws `bookings.unknownTimeOff`. */
export async function removeTimeOff(
  ctx: BookingsContext,
  { params }: RouteInput<(typeof bookingRoutes)['removeTimeOff']>,
  { cache }: Pick<BookingsParts, 'cache'>,
): Promise<undefined> {
  ctx.permit('stations.manage', params.id)
  return ctx.transaction(async (tx) => {
    const deleted = await deleteTimeOff(tx.kysely, ctx.actor, params.id)
    if (!deleted) throw problems.unknownTimeOff({ timeOffId: params.id })
    const { stationId, resourceId, startsAt, endsAt } = deleted
    const { timeZone } = await findStation(tx.kysely, ctx.actor, stationId)
    await tx.emit('timeOff.removed', { stationId, resourceId, timeOffId: params.id }, stationId)
    const spans = [{ fromMs: startsAt.getTime(), toMs: endsAt.getTime() }]
    await slotsChanged(tx, cache, { stationId, timeZone, spans })
    return undefined
  })
}
