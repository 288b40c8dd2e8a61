import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import type { bookingRoutes } from '../contract.ts'
import type { BookingsContext } from '../parts.ts'
import { findStation } from '../station/station-store.ts'
import type { Station } from '../station/station.ts'

type ShowRoute = (typeof bookingRoutes)['showPriceList']

/** What a station asks now. Anybody may ask. */
export async function showPriceList(
  ctx: BookingsContext,
  { params }: RouteInput<ShowRoute>,
): Promise<RouteOutput<ShowRoute>> {
  return priceListOnWire(await findStation(ctx.kysely, ctx.actor, params.id))
}

export function priceListOnWire({
  offerVersion,
  prices,
}: Pick<Station, 'offerVersion' | 'prices'>): RouteOutput<ShowRoute> {
  return { version: offerVersion, ...prices }
}
