import type { RouteInput } from '@holdfast/kernel/contract'
import type { bookingRoutes, Station as StationOnWire } from '../contract.ts'
import { asBookingsProblem } from '../database-problems.ts'
import type { BookingsContext } from '../parts.ts'
import { stationPrices } from '../price/price-list.ts'
import { lockStation, saveStation } from './station-store.ts'
import { assertHours, stationOnWire, type Station } from './station.ts'

type UpdateInput = RouteInput<(typeof bookingRoutes)['updateStation']>

/** Changes a station. Bookings that exist keep the time, zone and price they were made with. */
export async function updateStation(
  ctx: BookingsContext,
  { params, body }: UpdateInput,
): Promise<StationOnWire> {
  ctx.permit('stations.manage', params.id)
  try {
    return await ctx.transaction(async (tx) => {
      const before = await lockStation(tx.kysely, ctx.actor, params.id)
      const station = changed(before, body)
      assertHours(station)
      await saveStation(tx.kysely, station)
      const data = { stationId: station.id, version: station.version }
      await tx.emit('station.changed', data, station.id)
      return stationOnWire(station)
    })
  } catch (error) {
    throw asBookingsProblem(error)
  }
}

function changed(before: Station, body: UpdateInput['body']): Station {
  const { currency, prices, ...given } = body
  const rules = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as Partial<Station> // the body's names and types are the station's own
  const isRepriced = prices !== undefined || currency !== undefined
  return {
    ...before,
    ...rules,
    prices: isRepriced ? stationPrices(currency ?? before.prices.currency, prices) : before.prices,
    version: before.version + 1,
  }
}
