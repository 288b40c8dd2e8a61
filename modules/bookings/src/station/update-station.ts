import type { RouteInput } from '@holdfast/kernel/contract'
import type { bookingRoutes, Station as StationOnWire } from '../contract.ts'
import type { BookingsContext, BookingsParts } from '../parts.ts'
import { stationMenu, stationPolicies, stationPrices } from '../price/price-list.ts'
import { changeStation } from './change-station.ts'
import { given, stationOnWire, type Station } from './station.ts'

type UpdateInput = RouteInput<(typeof bookingRoutes)['updateStation']>

/** Changes a station. Bookings that exist keep the time, zone and price they were made with. */
export async function updateStation(
  ctx: BookingsContext,
  { params, body }: UpdateInput,
  parts: Pick<BookingsParts, 'cache'>,
): Promise<StationOnWire> {
  const change = (before: Station) => changed(before, body)
  return stationOnWire(await changeStation(ctx, { stationId: params.id, change }, parts))
}

function changed(before: Station, body: UpdateInput['body']): Station {
  const { currency, prices, deposit, policies, ...rules } = body
  const old = inCurrency(before, currency ?? before.prices.currency)
  return {
    ...before,
    ...given(rules),
    menu: old.menu,
    prices: { ...old.prices, ...prices, ...given({ deposit }) },
    policies: { ...old.policies, ...given(policies) },
  }
}

/** What a station asks; in another currency the usual amounts and no deposit. */
function inCurrency(
  { prices, policies, menu }: Station,
  currency: string,
): Pick<Station, 'prices' | 'policies' | 'menu'> {
  if (currency === prices.currency) return { prices, policies, menu }
  const usual = stationPrices(currency)
  const { rescheduleFee } = stationPolicies(usual)
  return {
    prices: usual,
    policies: { ...policies, rescheduleFee },
    menu: menu && stationMenu(usual),
  }
}
