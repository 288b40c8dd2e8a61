import type { RouteInput, RouteOutput } from '@holdfast/kernel/contract'
import { capacityOf } from '../allocation/allocation-store.ts'
import type { bookingRoutes } from '../contract.ts'
import type { BookingsContext } from '../parts.ts'
import { findStation } from '../station/station-store.ts'
import { addDays } from '../time/local-time.ts'
import { calendarOfMonth } from './month.ts'
import { relevantSpan } from './slots.ts'

type CalendarRoute = (typeof bookingRoutes)['showCalendar']

/** Free, few, full and closed days of a month. */
export async function showCalendar(
  ctx: BookingsContext,
  { params, query }: RouteInput<CalendarRoute>,
): Promise<RouteOutput<CalendarRoute>> {
  const { month, durationHours } = query
  const rules = await findStation(ctx.kysely, ctx.actor, params.id)
  const span = relevantSpan(rules, `${month}-01`, addDays(`${month}-01`, 31))
  const capacity = await capacityOf(ctx.kysely, { stationId: rules.id, now: ctx.now() }, span)
  const nowMs = ctx.now().getTime()
  const days = calendarOfMonth(month, { rules, capacity, durationHours, nowMs })
  return { stationId: rules.id, month, timeZone: rules.timeZone, items: [...days] }
}
