import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import { capacityOf } from '../allocation/allocation-store.ts'
import type { bookingRoutes } from '../contract.ts'
import type { BookingsContext, BookingsParts } from '../parts.ts'
import { findStation } from '../station/station-store.ts'
import type { Station } from '../station/station.ts'
import { addDays, datesOfMonth } from '../time/local-time.ts'
import { calendarOfMonth } from './month.ts'
import { slotsFreshMs, slotTags } from './slot-cache.ts'
import { relevantSpan } from './slots.ts'

type CalendarRoute = (typeof bookingRoutes)['showCalendar']

/** Free, few, full and closed days of a month, kept for a moment. */
export async function showCalendar(
  ctx: BookingsContext,
  { params, query }: RouteInput<CalendarRoute>,
  { cache }: Pick<BookingsParts, 'cache'>,
): Promise<RouteOutput<CalendarRoute>> {
  const { month, durationHours } = query
  const rules = await findStation(ctx.kysely, ctx.actor, params.id)
  const items = await cache.get(`calendar:${rules.id}:${month}:${durationHours}`, {
    ttlMs: slotsFreshMs,
    tags: slotTags(rules.id, datesOfMonth(month)),
    load: () => daysOf(ctx, rules, { month, durationHours }),
  })
  return { stationId: rules.id, month, timeZone: rules.timeZone, items }
}

async function daysOf(
  ctx: BookingsContext,
  rules: Station,
  { month, durationHours }: { readonly month: string; readonly durationHours: number },
) {
  const span = relevantSpan(rules, `${month}-01`, addDays(`${month}-01`, 31))
  const capacity = await capacityOf(ctx.kysely, { stationId: rules.id, now: ctx.now() }, span)
  const nowMs = ctx.now().getTime()
  return [...calendarOfMonth(month, { rules, capacity, durationHours, nowMs })]
}
