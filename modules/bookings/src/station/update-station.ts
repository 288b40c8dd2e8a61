import type { RouteInput } from '@holdfast/kernel/contract'
import type { bookingRoutes, Station as StationOnWire } from '../contract.ts'
import { asBookingsProblem } from '../database-problems.ts'
import type { BookingsContext } from '../parts.ts'
import { stationPolicies, stationPrices } from '../price/price-list.ts'
import { lockStation, saveStation } from './station-store.ts'
import { assertHours, given, stationOnWire, type Station } from './station.ts'

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
  const { currency, prices, deposit, policies, ...rules } = body
  const old = inCurrency(before, currency ?? before.prices.currency)
  const priceList =
    prices === undefined
      ? { ...old.prices, deposit: deposit ?? old.prices.deposit }
      : stationPrices(old.prices.currency, prices, deposit ?? old.prices.deposit)
  return {
    ...before,
    ...given(rules),
    prices: priceList,
    policies: { ...old.policies, ...given(policies) },
    version: before.version + 1,
  }
}

/** What a station asks; in another currency the usual amounts and no deposit. */
function inCurrency(
  { prices, policies }: Station,
  currency: string,
): Pick<Station, 'prices' | 'policies'> {
  if (currency === prices.currency) return { prices, policies }
  const usual = stationPrices(currency)
  const { rescheduleFee } = stationPolicies(usual)
  return { prices: usual, policies: { ...policies, rescheduleFee } }
}
