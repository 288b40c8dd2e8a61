import type { Money } from '@holdfast/kernel/contract'
import type { Event, Subscription, SubscriptionTransaction } from '@holdfast/kernel/events'
import { findBooking, type StoredBooking } from './booking/booking-store.ts'
import { refundRules, type RefundRule } from './contract/refund.ts'
import type { FollowUp } from './follow-up.ts'
import { waitlistFollowUps } from './waitlist/waitlist-follow-ups.ts'
import {
  expireHold,
  followDispute,
  followPayment,
  sendBookingMail,
  sendGivenBackMail,
  sendLookupMail,
  sendOverpaidMail,
  sendReminder,
  type BookingMailKind,
} from './jobs.ts'
import type { BookingsParts } from './parts.ts'
import { remindersOf } from './mails/reminders.ts'
import type { BookingsTables } from './tables.ts'

/** What follows from what: events on the left, jobs on the right. */
const followUps: readonly FollowUp[] = [
  mailAfter('bookings.confirmation-mail', 'booking.confirmed', 'confirmation'),
  mailAfter('bookings.cancellation-mail', 'booking.cancelled', 'cancellation'),
  mailAfter('bookings.hold-mail', 'booking.held', 'hold'),
  mailAfter('bookings.change-mail', 'booking.changed', 'change'),
  mailAfter('bookings.reschedule-mail', 'booking.rescheduled', 'rescheduled'),
  mailAfter('bookings.deposit-returned-mail', 'booking.depositReturned', 'depositReturned'),
  {
    name: 'bookings.overpaid-mail',
    types: ['payment.overpaid'],
    follow: async (event, tx) =>
      isOfDeposit(event) &&
      tx.enqueue(sendOverpaidMail, {
        eventId: event.id,
        bookingId: String(event.subject),
        amount: amountIn(event),
      }),
  },
  {
    name: 'bookings.given-back-mail',
    types: ['payment.refunded'],
    follow: async (event, tx) =>
      isOfDeposit(event) &&
      isDecidedByPeople(event) &&
      tx.enqueue(sendGivenBackMail, {
        eventId: event.id,
        bookingId: String(event.subject),
        amount: amountIn(event),
      }),
  },
  {
    name: 'bookings.disputes',
    types: ['payment.disputed'],
    follow: async (event, tx) =>
      isOfDeposit(event) &&
      event.data['state'] === 'won' &&
      tx.enqueue(followDispute, { bookingId: String(event.subject) }),
  },
  {
    name: 'bookings.lookup-mail',
    types: ['lookup.requested'],
    follow: ({ id, data }, tx) =>
      tx.enqueue(sendLookupMail, { eventId: id, lookupId: String(data['lookupId']) }),
  },
  {
    name: 'bookings.reminders',
    types: ['booking.confirmed', 'booking.rescheduled'],
    follow: enqueueReminders,
  },
  {
    name: 'bookings.hold-expiry',
    types: ['booking.held', 'booking.holdExtended'],
    follow: enqueueExpiry,
  },
  {
    name: 'bookings.payments',
    types: ['payment.processing', 'payment.awaitingOffline', 'payment.settled'],
    // Others are paid for as well, such as credits.
    follow: async ({ subject, data }, tx) =>
      subject !== undefined &&
      data['purpose'] === 'deposit' &&
      tx.enqueue(followPayment, { bookingId: subject }),
  },
  ...waitlistFollowUps,
]

/** Each event leads to its jobs exactly once: both are in the transaction that moves on. */
export function followUpSubscriptions(
  parts: Pick<BookingsParts, 'clock'>,
): readonly Subscription[] {
  return followUps.map(({ name, types, follow }) => ({
    name,
    types,
    handle: async (event, tx) => void (await follow(event, tx, parts)),
  }))
}

function mailAfter(name: string, type: string, mail: BookingMailKind): FollowUp {
  return {
    name,
    types: [type],
    follow: async ({ id, data }, tx) =>
      // Who has just said no to an offer needs no mail about it.
      data['declined'] !== true &&
      tx.enqueue(sendBookingMail, {
        mail,
        eventId: id,
        bookingId: String(data['bookingId']),
        version: Number(data['version']),
        ...amountsIn(data),
        ...(isRefundRule(data['rule']) ? { rule: data['rule'] } : {}),
        ...(data['byBusiness'] === true ? { byBusiness: true } : {}),
      }),
  }
}

/** Others are paid for as well, such as credits. */
function isOfDeposit({ subject, data }: Event): boolean {
  return subject !== undefined && data['purpose'] === 'deposit'
}

/** In the console, or on the provider's own pages; of every other refund another mail tells. */
function isDecidedByPeople({ data }: Event): boolean {
  return /^(staff|provider):/.test(String(data['cause']))
}

function isRefundRule(value: unknown): value is RefundRule {
  return refundRules.some((rule) => rule === value)
}

function amountIn({ data }: Event): Money {
  const [amount, exponent] = [Number(data['amountMinor']), Number(data['exponent'])]
  return { amount, exponent, currency: String(data['currency']) }
}

function amountsIn(data: Event['data']) {
  const names = ['refundMinor', 'keptMinor', 'feeMinor'] as const
  return Object.fromEntries(
    names.flatMap((name) => (typeof data[name] === 'number' ? [[name, data[name]]] : [])),
  )
}

async function enqueueReminders(
  event: Event,
  tx: SubscriptionTransaction,
  { clock }: Pick<BookingsParts, 'clock'>,
): Promise<void> {
  const booking = await bookingOf(event, tx)
  if (booking?.state !== 'confirmed') return
  const startsAt = booking.startsAt.toISOString()
  for (const { hours, at } of remindersOf(booking, clock.now())) {
    await tx.enqueue(
      sendReminder,
      { bookingId: booking.id, startsAt, hours },
      { startAfter: at, key: `${booking.id}:${startsAt}:${hours}` },
    )
  }
}

async function enqueueExpiry(event: Event, tx: SubscriptionTransaction): Promise<void> {
  const booking = await bookingOf(event, tx)
  if (!booking?.holdExpiresAt) return
  await tx.enqueue(expireHold, { bookingId: booking.id }, { startAfter: booking.holdExpiresAt })
}

async function bookingOf(
  { organisationId, data }: Event,
  tx: SubscriptionTransaction,
): Promise<StoredBooking | undefined> {
  const { kysely } = tx.withTypes<BookingsTables>()
  return findBooking(kysely, { organisationId }, String(data['bookingId']))
}
