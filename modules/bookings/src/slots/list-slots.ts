import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import { capacityOf } from '../allocation/allocation-store.ts'
import type { bookingRoutes } from '../contract.ts'
import type { BookingsContext } from '../parts.ts'
import { findStation } from '../station/station-store.ts'
import { relevantSpan, slots } from './slots.ts'

type SlotsRoute = (typeof bookingRoutes)['listSlots']

/** The starts of one day. What is free now may be taken a moment later: the create decides. */
export async function listSlots(
  ctx: BookingsContext,
  { params, query }: RouteInput<SlotsRoute>,
): Promise<RouteOutput<SlotsRoute>> {
  const { date, durationHours } = query
  const rules = await findStation(ctx.kysely, ctx.actor, params.id)
  const capacity = await capacityOf(
    ctx.kysely,
    { stationId: rules.id, now: ctx.now() },
    relevantSpan(rules, date, date),
  )
  const found = slots({ rules, capacity, date, durationHours, nowMs: ctx.now().getTime() })
  return {
    stationId: rules.id,
    date,
    timeZone: rules.timeZone,
    items: found.map((slot) => ({
      startsAt: new Date(slot.startsAtMs).toISOString(),
      endsAt: new Date(slot.endsAtMs).toISOString(),
      date: slot.date,
      time: slot.time,
      state: slot.state,
    })),
  }
}
