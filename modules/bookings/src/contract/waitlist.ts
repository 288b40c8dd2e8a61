import { instant, localDate, uuid } from '@holdfast/kernel/contract'
import { z } from 'zod'
import { bookingStates } from './booking.ts'
import { contact, venue } from './guest.ts'
import { party } from './party.ts'
import { wallTime } from './time.ts'

export const waitlistStates = ['waiting', 'offered', 'booked', 'passed', 'left', 'expired'] as const
export type WaitlistState = (typeof waitlistStates)[number]

/** The starts that would do, on the clocks of the station. */
const wanted = {
  date: localDate,
  earliest: wallTime.meta({ description: 'The first start that would do.', example: '18:00' }),
  latest: wallTime.meta({ description: 'The last one; the same for one time.', example: '19:30' }),
  durationHours: z.int().min(1).max(8),
}

export const joinWaitlistBody = z
  .strictObject({
    stationId: uuid,
    ...wanted,
    durationHours: wanted.durationHours.default(2),
    party,
    contact,
    venue,
  })
  .refine(({ earliest, latest }) => earliest <= latest, {
    path: ['latest'],
    message: 'The last start can not be before the first one.',
  })

/** What is said to whoever joins, whether or not this address already waits for that evening. */
export const waitlistReceipt = z.object({
  stationId: uuid,
  stationName: z.string(),
  timeZone: z.string(),
  ...wanted,
  partySize: z.int(),
  endsAt: instant.meta({ description: 'Until when a time can still become free.' }),
})
export type WaitlistReceipt = z.output<typeof waitlistReceipt>

/** What became of somebody's wait, for who holds the link to it. */
export const endedWait = waitlistReceipt.omit({ endsAt: true, partySize: true }).extend({
  state: z.enum(waitlistStates),
})

/** The time that is held for who waited. */
export const waitlistOffer = z.object({
  bookingId: uuid,
  reference: z.string(),
  state: z.enum(bookingStates),
  date: localDate,
  time: wallTime,
  heldUntil: instant.optional().meta({ description: 'While nobody has answered.' }),
})

/** A row of the operators' waitlist. */
export const waitlistRow = waitlistReceipt.extend({
  id: uuid,
  customerId: uuid,
  name: z.string().meta({ description: 'Empty once the customer has been erased.' }),
  state: z.enum(waitlistStates),
  party,
  offer: waitlistOffer.optional(),
  reason: z.string().optional().meta({ description: 'Why staff took them off the list.' }),
  createdAt: instant,
  changedAt: instant,
  correlationId: z.string(),
  version: z.int(),
})
export type WaitlistRow = z.output<typeof waitlistRow>
