import { instant, lineOfText, localDate, money, textBlock, uuid } from '@holdfast/kernel/contract'
import { z } from 'zod'
import { contact, venue } from './guest.ts'
import { chosenMenu, menuChoice } from './menu.ts'
import { party } from './party.ts'
import { price } from './price.ts'
import { wallTime } from './time.ts'
import { travel } from './travel.ts'

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
  menu: menuChoice.optional().meta({ description: 'May be chosen later, until it is final.' }),
  quoteId: uuid.optional().meta({ description: 'Its price is kept, when everything fits it.' }),
})

/** What a client sends to book. */
export type CreateBooking = z.input<typeof createBookingBody>

/** Whether an action can be done now, and what follows from it. */
const actionState = z.object({
  allowed: z.boolean(),
  reason: z.string().optional().meta({ description: 'Why not, in words for a person.' }),
  until: instant.optional().meta({ description: 'When that changes for the guest.' }),
  fee: money.optional().meta({ description: 'What it adds to the price.' }),
  refund: money.optional().meta({ description: 'What of the deposit is given back.' }),
  kept: money.optional().meta({ description: 'What of the deposit is not given back.' }),
})
export type ActionState = z.output<typeof actionState>

/** Everything that can be done with a booking; what costs something says what. */
export const bookingActions = [
  'change',
  'reschedule',
  'cancel',
  'confirm',
  'seat',
  'complete',
  'noShow',
] as const
export type BookingAction = (typeof bookingActions)[number]

export const depositStates = ['open', 'processing', 'awaitingOffline', 'paid', 'closed'] as const

/** What is paid when booking. Absent where nothing is asked. */
export const deposit = z.object({
  paymentId: uuid,
  state: z.enum(depositStates).meta({
    description: 'Awaiting offline: staff wait for the money. Closed: nobody waits any more.',
  }),
  amount: money,
  paid: money,
  refunded: money,
  dueBy: instant.optional(),
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
  menu: chosenMenu.optional(),
  travel: travel.optional(),
  quoteId: uuid.optional(),
  notices: z.array(z.string()),
  deposit: deposit.optional(),
  holdExpiresAt: instant.optional().meta({
    description: 'Until when the time is held for whoever has not paid yet.',
  }),
  fromWaitlist: z.boolean().optional().meta({
    description: 'The time was offered to who had waited for it.',
  }),
  actions: z.record(z.enum(bookingActions), actionState),
  createdAt: instant,
  version: z.int(),
}

/** What the person who has just booked gets: no personal data, and the key to come back. */
export const bookingReceipt = z.object({ ...bookingFacts, accessToken: z.string() })
export type BookingReceipt = z.output<typeof bookingReceipt>

/** What happened, when, by whom and why. Staff see who it was; a guest sees what they are. */
export const timelineEntry = z.object({
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
  amount: money.optional().meta({ description: 'Paid, given back or added.' }),
  moved: z
    .object({ from: instant, to: instant })
    .optional()
    .meta({ description: 'Of a move to another time: both starts.' }),
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
