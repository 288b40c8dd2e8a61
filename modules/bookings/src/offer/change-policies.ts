import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import type { bookingRoutes } from '../contract.ts'
import type { BookingsContext, BookingsParts } from '../parts.ts'
import { changeStation } from '../station/change-station.ts'
import { given } from '../station/station.ts'

type ChangeRoute = (typeof bookingRoutes)['changePolicies']

/** Changes what a station agrees with its guests. Bookings keep what was agreed with them. */
export async function changePolicies(
  ctx: BookingsContext,
  { params, body: { version, ...changes } }: RouteInput<ChangeRoute>,
  parts: Pick<BookingsParts, 'cache'>,
): Promise<RouteOutput<ChangeRoute>> {
  const station = await changeStation(
    ctx,
    {
      stationId: params.id,
      seen: { version },
      change: (before) => ({ ...before, policies: { ...before.policies, ...given(changes) } }),
    },
    parts,
  )
  return { version: station.version, policies: station.policies }
}
