import type { Attachment } from '@holdfast/kernel/mail'
import { createEvent, type EventAttributes } from 'ics'
import type { Booking } from '../booking/booking.ts'
import type { BookingState, Venue } from '../contract.ts'
import { startInWords, venueInWords } from '../mails/words.ts'

export interface EventFacts {
  readonly booking: Booking
  readonly venue: Venue
  readonly businessName: string
  /** The address that its mails come from. */
  readonly businessMail: string
  /** Where the site is: its host makes the event's identity. */
  readonly publicUrl: string
}

/** How a calendar takes each state: still ahead, held, or not happening. */
const meanings = {
  pending: { method: 'PUBLISH', status: 'TENTATIVE' },
  confirmed: { method: 'PUBLISH', status: 'CONFIRMED' },
  seated: { method: 'PUBLISH', status: 'CONFIRMED' },
  completed: { method: 'PUBLISH', status: 'CONFIRMED' },
  cancelled: { method: 'CANCEL', status: 'CANCELLED' },
  expired: { method: 'CANCEL', status: 'CANCELLED' },
  no_show: { method: 'CANCEL', status: 'CANCELLED' },
} as const satisfies Record<BookingState, Pick<EventAttributes, 'method' | 'status'>>

/** The calendar file to send with a mail about a booking. */
export function eventAttachment(facts: EventFacts): Attachment {
  const method = meanings[facts.booking.state].method
  return {
    fileName: 'dinner.ics',
    contentType: `text/calendar; charset=utf-8; method=${method}`,
    content: eventFile(facts),
  }
}

/**
 * A booking as an iCalendar file: the same UID at every version, whose number is the SEQUENCE, so
 * that a calendar moves or removes what it has. Times are instants (UTC): no calendar has to know
 * the zone to show the right hour. The same booking makes the same bytes.
 */
export function eventFile(facts: EventFacts): string {
  const { booking, venue, businessName, businessMail, publicUrl } = facts
  const { id, reference, startsAt, endsAt, createdAt, changedAt, version, state } = booking
  const { error, value } = createEvent({
    ...meanings[state],
    uid: `${id}@${new URL(publicUrl).hostname}`,
    sequence: version,
    productId: 'holdfast/bookings',
    title: `Dinner by ${businessName}`,
    description: `${startInWords(booking)}. Booking ${reference}.`,
    location: venueInWords(venue),
    organizer: { name: businessName, email: businessMail },
    // Calendars are shared: the page asks for the link, which goes to the guest's own mailbox.
    url: `${publicUrl.replace(/\/+$/, '')}/booking/?reference=${encodeURIComponent(reference)}`,
    startInputType: 'utc',
    startOutputType: 'utc',
    start: startsAt.getTime(),
    endInputType: 'utc',
    endOutputType: 'utc',
    end: endsAt.getTime(),
    created: createdAt.getTime(),
    lastModified: changedAt.getTime(),
  })
  if (error || value === null) throw new Error('the event could not be written', { cause: error })
  return stampedAt(value, changedAt)
}

// The library stamps the moment of writing, which would make each file another one.
function stampedAt(text: string, at: Date): string {
  const stamp = at.toISOString().replaceAll(/[-:]|\.\d+/g, '')
  return text.replace(/^DTSTAMP:.*$/m, `DTSTAMP:${stamp}\r`)
}
