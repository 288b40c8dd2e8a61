import type { Event, SubscriptionTransaction } from '@holdfast/kernel/events'
import { findBooking } from '../booking/booking-store.ts'
import type { FollowUp } from '../follow-up.ts'
import {
  expireWaiting,
  followOfferedBooking,
  offerFreedTime,
  sendWaitlistMail,
  type WaitlistMailKind,
} from '../jobs.ts'
import type { BookingsTables } from '../tables.ts'
import { findEntry, isWaitedFor } from './entry-store.ts'

/** What follows for the waitlist: events on the left, jobs on the right. */
export const waitlistFollowUps: readonly FollowUp[] = [
  mailAfter('bookings.waitlist-joined-mail', 'waitlist.joined', 'joined'),
  mailAfter('bookings.waitlist-changed-mail', 'waitlist.changed', 'joined'),
  mailAfter('bookings.waitlist-expired-mail', 'waitlist.expired', 'nothingFree'),
  {
    name: 'bookings.wait-expiry',
    types: ['waitlist.joined', 'waitlist.changed'],
    follow: enqueueExpiry,
  },
  {
    name: 'bookings.freed-time',
    types: [
      'booking.cancelled',
      'booking.expired',
      'booking.rescheduled',
      'booking.changed',
      'booking.completed',
      'booking.noShow',
      'timeOff.removed',
      'resource.created',
      'resource.changed',
      'station.changed',
      // What became free between the look before joining and the joining itself.
      'waitlist.joined',
      'waitlist.changed',
      // Who passed may have stood before somebody who did not fit into the same evening.
      'waitlist.passed',
      // Who had two open offers may have a third one.
      'waitlist.booked',
    ],
    follow: offerIfWaitedFor,
  },
  {
    name: 'bookings.offers',
    types: ['booking.confirmed', 'booking.cancelled', 'booking.expired'],
    follow: followIfOffered,
  },
]

function mailAfter(name: string, type: string, mail: WaitlistMailKind): FollowUp {
  return {
    name,
    types: [type],
    follow: ({ id, data }, tx) =>
      tx.enqueue(sendWaitlistMail, { mail, eventId: id, entryId: String(data['entryId']) }),
  }
}

async function enqueueExpiry(
  { organisationId, data }: Event,
  tx: SubscriptionTransaction,
): Promise<void> {
  const { kysely } = tx.withTypes<BookingsTables>()
  const entry = await findEntry(kysely, { organisationId }, String(data['entryId']))
  if (!entry) return
  await tx.enqueue(expireWaiting, { entryId: entry.id }, { startAfter: entry.endsAt })
}

// One look of a station at a time is enough: it begins after the event that wanted it.
async function offerIfWaitedFor(event: Event, tx: SubscriptionTransaction): Promise<void> {
  const { organisationId, data } = event
  const { kysely } = tx.withTypes<BookingsTables>()
  const stationId =
    typeof data['stationId'] === 'string'
      ? data['stationId']
      : (await findBooking(kysely, { organisationId }, String(data['bookingId'])))?.stationId
  if (stationId === undefined) return
  if (!(await isWaitedFor(kysely, { organisationId, stationId }))) return
  await tx.enqueue(offerFreedTime, { stationId }, { key: stationId })
}

// Every booking is confirmed; few of them were offered.
async function followIfOffered(
  { organisationId, data }: Event,
  tx: SubscriptionTransaction,
): Promise<void> {
  const { kysely } = tx.withTypes<BookingsTables>()
  const bookingId = String(data['bookingId'])
  const booking = await findBooking(kysely, { organisationId }, bookingId)
  if (booking?.waitlistEntryId) await tx.enqueue(followOfferedBooking, { bookingId })
}
