import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import type { bookingRoutes } from '../contract.ts'
import type { BookingsContext } from '../parts.ts'
import { addDays } from '../time/local-time.ts'
import { findTimeOff } from './time-off-store.ts'

type ListRoute = (typeof bookingRoutes)['listTimeOff']

/** Time off within reach that touches the days asked for, the soonest first. */
export async function listTimeOff(
  ctx: BookingsContext,
  { query }: RouteInput<ListRoute>,
): Promise<RouteOutput<ListRoute>> {
  ctx.permit('stations.read')
  const { stationId, resourceId, from, to } = query
  const sought = {
    stationId,
    resourceId,
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(addDays(to, 1)),
  }
  return { items: await findTimeOff(ctx.kysely, ctx.actor, sought) }
}
