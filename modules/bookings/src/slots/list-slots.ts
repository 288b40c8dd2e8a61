import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import { capacityOf } from '../allocation/allocation-store.ts'
import type { bookingRoutes } from '../contract.ts'
import type { BookingsContext, BookingsParts } from '../parts.ts'
import { findStation } from '../station/station-store.ts'
import type { Station } from '../station/station.ts'
import { travelTo, withTravel } from '../travel/travel.ts'
import { slotsFreshMs, slotTags } from './slot-cache.ts'
import { relevantSpan, slots } from './slots.ts'

type SlotsRoute = (typeof bookingRoutes)['listSlots']

/**
 * The starts of one day, kept for a moment. What is free now may be taken a moment later: the
 * create decides. With a postal code the way to it is counted in.
 */
export async function listSlots(
  ctx: BookingsContext,
  { params, query }: RouteInput<SlotsRoute>,
  { cache, distances }: Pick<BookingsParts, 'cache' | 'distances'>,
): Promise<RouteOutput<SlotsRoute>> {
  const { date, durationHours, postalCode, country = 'US' } = query
  const station = await findStation(ctx.kysely, ctx.actor, params.id)
  const travel = postalCode ? await travelTo(station, { country, postalCode }, distances) : null
  const items = await cache.get(
    `slots:${station.id}:${date}:${durationHours}:${travel?.minutes ?? 0}`,
    {
      ttlMs: slotsFreshMs,
      tags: slotTags(station.id, [date]),
      load: () => freeTimes(ctx, withTravel(station, travel), { date, durationHours }),
    },
  )
  return { stationId: station.id, date, timeZone: station.timeZone, items }
}

async function freeTimes(
  ctx: BookingsContext,
  rules: Station,
  { date, durationHours }: { readonly date: string; readonly durationHours: number },
) {
  const capacity = await capacityOf(
    ctx.kysely,
    { stationId: rules.id, now: ctx.now() },
    relevantSpan(rules, date, date),
  )
  const found = slots({ rules, capacity, date, durationHours, nowMs: ctx.now().getTime() })
  return found.map((slot) => ({
    startsAt: new Date(slot.startsAtMs).toISOString(),
    endsAt: new Date(slot.endsAtMs).toISOString(),
    date: slot.date,
    time: slot.time,
    state: slot.state,
  }))
}
