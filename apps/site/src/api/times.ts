import type { slotStates } from '@holdfast/bookings/contract'
import { timesRoutes } from './times.contract.ts'
import { service } from './service.ts'

/** Free days and times, and what an evening costs. */
export const times = service.extend({ bookings: timesRoutes }).bookings

export type DayState = (typeof slotStates)[number]
export type DaySlots = Awaited<ReturnType<typeof times.listSlots>>
