import { instant, money, uuid } from '@holdfast/kernel/contract'
import { defineJob, noInput } from '@holdfast/kernel/jobs'
import { z } from 'zod'
import { refundRules } from './contract/refund.ts'

/** The mails about a booking, each with the states in which it is still true. */
export const bookingMails = {
  hold: ['pending'],
  confirmation: ['confirmed'],
  change: ['pending', 'confirmed'],
  rescheduled: ['confirmed'],
  cancellation: ['cancelled'],
  depositReturned: ['expired', 'cancelled'],
} as const
export type BookingMailKind = keyof typeof bookingMails

const deadlineMs = 30_000
// A mail server may be away for hours; a mail that comes the next day still tells the truth,
// or is not sent any more.
const patient = { attempts: 20, firstMs: 1_000, capMs: 3_600_000 } as const

/** A mail about a booking at one version; nothing when it has changed since. */
export const sendBookingMail = defineJob({
  name: 'bookings.sendMail',
  input: z.strictObject({
    mail: z.enum(Object.keys(bookingMails) as [BookingMailKind, ...BookingMailKind[]]),
    /** Of the event that it follows: it becomes the mail's id. */
    eventId: uuid,
    bookingId: uuid,
    version: z.int(),
    refundMinor: z.int().optional(),
    keptMinor: z.int().optional(),
    feeMinor: z.int().optional(),
    rule: z.enum(refundRules).optional(),
    byBusiness: z.boolean().optional(),
  }),
  deadlineMs,
  retry: patient,
})

/** Tells a guest who paid twice that one payment goes back, whatever became of the booking. */
export const sendOverpaidMail = defineJob({
  name: 'bookings.sendOverpaidMail',
  input: z.strictObject({ eventId: uuid, bookingId: uuid, amount: money }),
  deadlineMs,
  retry: patient,
})

/** Tells a guest that somebody of the business gives money back. */
export const sendGivenBackMail = defineJob({
  name: 'bookings.sendGivenBackMail',
  input: z.strictObject({ eventId: uuid, bookingId: uuid, amount: money }),
  deadlineMs,
  retry: patient,
})

/** The link that somebody asked for. */
export const sendLookupMail = defineJob({
  name: 'bookings.sendLookupMail',
  input: z.strictObject({ eventId: uuid, lookupId: uuid }),
  deadlineMs,
  retry: patient,
})

/** A reminder, at most one of a kind for each time that a booking has had. */
export const sendReminder = defineJob({
  name: 'bookings.sendReminder',
  input: z.strictObject({ bookingId: uuid, startsAt: instant, hours: z.int() }),
  deadlineMs,
  retry: patient,
})

const waitlistMails = ['joined', 'nothingFree'] as const
export type WaitlistMailKind = (typeof waitlistMails)[number]

/** A mail about somebody's wait; nothing when it has ended since. */
export const sendWaitlistMail = defineJob({
  name: 'bookings.sendWaitlistMail',
  input: z.strictObject({ mail: z.enum(waitlistMails), eventId: uuid, entryId: uuid }),
  deadlineMs,
  retry: patient,
})

/** Holds a station's free time for whoever waits for it. */
export const offerFreedTime = defineJob({
  name: 'bookings.offerFreedTime',
  input: z.strictObject({ stationId: uuid }),
  deadlineMs,
})

/** Brings a wait in line with what became of its offer. */
export const followOfferedBooking = defineJob({
  name: 'bookings.followOffer',
  input: z.strictObject({ bookingId: uuid }),
  deadlineMs,
})

/** Ends a wait for which nothing became free in time. */
export const expireWaiting = defineJob({
  name: 'bookings.expireWaiting',
  input: z.strictObject({ entryId: uuid }),
  deadlineMs,
})

/** Deletes the mails to somebody who was erased; the trace is a keyed hash of their address. */
export const forgetMails = defineJob({
  name: 'bookings.forgetMails',
  input: z.strictObject({ trace: z.string() }),
  deadlineMs,
  retry: patient,
})

/** A batch of customers under the current master key; nightly, and one after the other. */
export const rotateKeys = defineJob({
  name: 'bookings.rotateKeys',
  input: z.strictObject({ after: uuid.optional() }),
  deadlineMs: 120_000,
  schedule: { cron: '30 3 * * *', timeZone: 'UTC' },
})

/** Deletes what nobody can use any more: at night, by one process. */
export const cleanUp = defineJob({
  name: 'bookings.cleanUp',
  input: noInput,
  deadlineMs: 120_000,
  schedule: { cron: '10 3 * * *', timeZone: 'UTC' },
})

/** Releases a hold that has run out. */
export const expireHold = defineJob({
  name: 'bookings.expireHold',
  input: z.strictObject({ bookingId: uuid }),
  deadlineMs,
})

/** Tells staff of a dispute that was won when its evening was off already. */
export const followDispute = defineJob({
  name: 'bookings.followDispute',
  input: z.strictObject({ bookingId: uuid }),
  deadlineMs,
})

/** Brings a booking in line with how its deposit stands. */
export const followPayment = defineJob({
  name: 'bookings.followPayment',
  input: z.strictObject({ bookingId: uuid }),
  deadlineMs,
})
