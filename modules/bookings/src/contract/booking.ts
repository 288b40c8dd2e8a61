import { instant, lineOfText, localDate, textBlock, uuid } from '@holdfast/kernel/contract'
import { z } from 'zod'
import { contact, venue } from './guest.ts'
import { party } from './party.ts'
import { price } from './price.ts'
import { wallTime } from './time.ts'

export const bookingStates = [
  'pending',
  'confirmed',
  'seated',
  'completed',
  'cancelled',
  'expired',
  'no_show',
] as const
export type BookingState = (typeof bookingStates)[number]

/** How a list of bookings is ordered; a minus is the latest first. */
export const bookingSorts = ['start', '-start', 'created', '-created'] as const
export type BookingSort = (typeof bookingSorts)[number]

export const createBookingBody = z.strictObject({
  stationId: uuid,
  startsAt: z.strictObject({ date: localDate, time: wallTime }),
  durationHours: z.int().min(1).max(8).default(2),
  party,
  contact,
  venue,
  specialRequests: textBlock({ max: 500 }).optional(),
  allergens: z
    .array(lineOfText({ min: 1, max: 60 }))
    .max(20)
    .default([]),
})

/** What a client sends to book. */
export type CreateBooking = z.input<typeof createBookingBody>

const actionState = z.object({
  allowed: z.boolean(),
  reason: z.string().optional().meta({ description: 'Why not, in words for a person.' }),
})

const bookingFacts = {
  id: uuid,
  reference: z.string(),
  state: z.enum(bookingStates),
  stationId: uuid,
  stationName: z.string(),
  timeZone: z.string(),
  startsAt: instant,
  endsAt: instant,
  date: localDate,
  time: wallTime,
  durationHours: z.int(),
  party,
  partySize: z.int(),
  price,
  notices: z.array(z.string()),
  actions: z.object({ cancel: actionState }),
  createdAt: instant,
  version: z.int(),
}

/** What the person who has just booked gets: no personal data, and the key to come back. */
export const bookingReceipt = z.object({ ...bookingFacts, accessToken: z.string() })
export type BookingReceipt = z.output<typeof bookingReceipt>

/** What happened, when, by whom and why. Staff see who it was; a guest sees what they are. */
const timelineEntry = z.object({
  at: instant,
  type: z.string().meta({ example: 'booking.cancelled' }),
  by: z.enum(['guest', 'staff', 'machine', 'system']),
  actor: z
    .object({
      id: z.string(),
      name: z.string().optional().meta({ description: 'Absent for who is not known any more.' }),
    })
    .optional(),
  reason: z.string().optional(),
  correlationId: z.string().optional().meta({
    description: 'Of the request that caused it, for staff: the same as in the logs.',
  }),
})

export const bookingDetail = z.object({
  ...bookingFacts,
  contact,
  venue,
  specialRequests: z.string().optional(),
  allergens: z.array(z.string()),
  cancelReason: z.string().optional(),
  timeline: z.array(timelineEntry),
})
export type BookingDetail = z.output<typeof bookingDetail>

/** A row of the operators' list. */
export const bookingRow = z.object({ ...bookingFacts, name: z.string() })
export type BookingRow = z.output<typeof bookingRow>

export const alternative = z.object({ startsAt: instant, date: localDate, time: wallTime })
export type Alternative = z.output<typeof alternative>
