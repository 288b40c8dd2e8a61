import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import type { bookingRoutes } from '../contract.ts'
import type { BookingsContext } from '../parts.ts'
import { findStation } from '../station/station-store.ts'
import type { Station } from '../station/station.ts'

type ShowRoute = (typeof bookingRoutes)['showMenu']

/** What a station serves now. Anybody may ask. */
export async function showMenu(
  ctx: BookingsContext,
  { params }: RouteInput<ShowRoute>,
): Promise<RouteOutput<ShowRoute>> {
  return menuOnWire(await findStation(ctx.kysely, ctx.actor, params.id))
}

export function menuOnWire({
  offerVersion,
  menu,
}: Pick<Station, 'offerVersion' | 'menu'>): RouteOutput<ShowRoute> {
  return { version: offerVersion, ...(menu ? { menu } : {}) }
}
