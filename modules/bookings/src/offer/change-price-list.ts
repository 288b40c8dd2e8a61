import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import type { bookingRoutes } from '../contract.ts'
import type { BookingsContext, BookingsParts } from '../parts.ts'
import { changeStation } from '../station/change-station.ts'
import { given } from '../station/station.ts'
import { priceListOnWire } from './show-price-list.ts'

type ChangeRoute = (typeof bookingRoutes)['changePriceList']

/** Changes what a station asks, as a new version. Sent again as it is, it makes none. */
export async function changePriceList(
  ctx: BookingsContext,
  { params, body: { version, ...changes } }: RouteInput<ChangeRoute>,
  parts: Pick<BookingsParts, 'cache'>,
): Promise<RouteOutput<ChangeRoute>> {
  const station = await changeStation(
    ctx,
    {
      stationId: params.id,
      seen: { offerVersion: version },
      change: (before) => ({ ...before, prices: { ...before.prices, ...given(changes) } }),
    },
    parts,
  )
  return priceListOnWire(station)
}
