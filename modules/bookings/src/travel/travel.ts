import type { Place, Travel } from '../contract.ts'
import type { PriceList } from '../price/price-list.ts'
import type { Distances } from './distances.ts'

/** What decides about the way from a station. */
export interface Departure {
  /** Where its chefs start from; null: it counts no distance. */
  readonly base: Place | null
  readonly prices: Pick<PriceList, 'freeMiles' | 'farthestMiles' | 'milesPerHour'>
}

/**
 * The way from a station to a guest; null where the station counts no distance. A place that
 * nobody knows, or too far away, is asked of staff: it is never taken as 0 miles.
 */
export async function travelTo(
  { base, prices }: Departure,
  { country, postalCode }: Place,
  distances: Distances,
): Promise<Travel | null> {
  if (!base) return null
  const miles = await distances.milesBetween(base, { country, postalCode })
  if (miles === undefined || miles > prices.farthestMiles) return unknownTravel(prices)
  return knownTravel(prices, miles)
}

/** A way of so many miles, each one begun counts. */
export function knownTravel(prices: Departure['prices'], miles: number): Travel {
  const counted = Math.ceil(miles)
  return { state: 'known', miles: counted, minutes: minutesFor(prices, counted) }
}

/** Until staff know better, time is kept free for a way as long as the free miles. */
function unknownTravel(prices: Departure['prices']): Travel {
  return { state: 'unknownAddress', minutes: minutesFor(prices, prices.freeMiles) }
}

const roundedToMinutes = 5

function minutesFor({ milesPerHour }: Departure['prices'], miles: number): number {
  return Math.ceil((miles * 60) / milesPerHour / roundedToMinutes) * roundedToMinutes
}

/** The rules of a station for a booking with this way: its buffers contain it. */
export function withTravel<
  Rules extends { readonly setupMinutes: number; readonly cleanupMinutes: number },
>(rules: Rules, travel: Travel | null | undefined): Rules {
  const minutes = travel?.minutes ?? 0
  return {
    ...rules,
    setupMinutes: rules.setupMinutes + minutes,
    cleanupMinutes: rules.cleanupMinutes + minutes,
  }
}
