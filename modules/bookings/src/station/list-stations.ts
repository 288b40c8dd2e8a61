import type { RouteOutput } from '@holdfast/kernel/contract'
import type { bookingRoutes } from '../contract.ts'
import type { BookingsContext } from '../parts.ts'
import { listStationsOf } from './station-store.ts'
import { stationOnWire } from './station.ts'

/** Every station of the business, by name. Anybody may ask. */
export async function listStations(
  ctx: BookingsContext,
): Promise<RouteOutput<(typeof bookingRoutes)['listStations']>> {
  const stations = await listStationsOf(ctx.kysely, ctx.actor)
  return { items: stations.map(stationOnWire) }
}
