import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import type { bookingRoutes } from '../contract.ts'
import type { BookingsContext, BookingsParts } from '../parts.ts'
import { stationMenu } from '../price/price-list.ts'
import { changeStation } from '../station/change-station.ts'
import { given } from '../station/station.ts'
import { menuOnWire } from './show-menu.ts'

type ChangeRoute = (typeof bookingRoutes)['changeMenu']

/** Changes what a station serves, as a new version. Bookings keep the menu they were made with. */
export async function changeMenu(
  ctx: BookingsContext,
  { params, body: { version, ...changes } }: RouteInput<ChangeRoute>,
  parts: Pick<BookingsParts, 'cache'>,
): Promise<RouteOutput<ChangeRoute>> {
  const station = await changeStation(
    ctx,
    {
      stationId: params.id,
      seen: { offerVersion: version },
      change(before) {
        const menu = before.menu ?? stationMenu(before.prices)
        return { ...before, menu: { ...menu, ...given(changes) } }
      },
    },
    parts,
  )
  return menuOnWire(station)
}
