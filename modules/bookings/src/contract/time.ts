import { z } from 'zod'

/** `9:30` and `09:30` are the same time; the answer always says `09:30`. */
export const wallTime = z
  .string()
  .regex(/^([01]?\d|2[0-3]):[0-5]\d$/, 'Write the time as HH:MM, such as 18:30.')
  .overwrite((time) => time.padStart(5, '0'))
  .meta({ description: 'HH:MM', example: '18:30' })
