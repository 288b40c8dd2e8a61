import { instant, localDate, uuid } from '@holdfast/kernel/contract'
import { z } from 'zod'
import { wallTime } from './time.ts'

const wall = z.strictObject({
  date: localDate,
  time: wallTime.default('00:00'),
})

/** On the clocks of the resource's station. */
export const timeOffBody = z.strictObject({ resourceId: uuid, from: wall, until: wall })

/** When a chef, unit or grill is away. */
export const timeOff = z.object({
  id: uuid,
  stationId: uuid,
  resourceId: uuid,
  startsAt: instant,
  endsAt: instant,
})
export type TimeOff = z.output<typeof timeOff>
