import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import type { bookingRoutes } from '../contract.ts'
import type { BookingsContext } from '../parts.ts'
import { listResourcesOf } from './resource-store.ts'
import { findStation } from './station-store.ts'

type ListRoute = (typeof bookingRoutes)['listResources']

/** Units, chefs and grills of a station. */
export async function listResources(
  ctx: BookingsContext,
  { params }: RouteInput<ListRoute>,
): Promise<RouteOutput<ListRoute>> {
  ctx.permit('stations.read', params.id)
  const station = await findStation(ctx.kysely, ctx.actor, params.id)
  return { items: await listResourcesOf(ctx.kysely, ctx.actor, station.id) }
}
