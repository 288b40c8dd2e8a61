import { appendEvent, type Event, type Subscription } from '@holdfast/kernel/events'
import { MailError, mailTemplate } from '@holdfast/kernel/mail'
import type { Transaction } from '@holdfast/kernel/postgres'
import { findBooking, type StoredBooking } from '../booking/booking-store.ts'
import { openDetails } from '../booking/private-details.ts'
import type { BookingState } from '../contract.ts'
import { takeLookup } from '../lookup/lookup-store.ts'
import type { BookingsParts } from '../parts.ts'
import type { Reach } from '../reach/reach.ts'
import type { BookingsTables } from '../tables.ts'
import { keepLinkToken, linkTo, type LinkWanted } from './booking-link.ts'
import {
  cancellationMail,
  confirmationMail,
  lookupMail,
  type BookingMail,
  type Letterhead,
  type Place,
} from './booking-mails.ts'

type Tx = Transaction<BookingsTables>

const minuteMs = 60_000
const weekMs = 7 * 24 * 60 * minuteMs

/** The mails of bookings. Each follows one event, and the same event is always the same mail. */
export function mailSubscriptions(parts: BookingsParts): readonly Subscription[] {
  return [
    subscription('bookings.confirmation-mail', 'booking.confirmed', (event, tx) =>
      sendConfirmation(parts, event, tx),
    ),
    subscription('bookings.cancellation-mail', 'booking.cancelled', (event, tx) =>
      sendCancellation(parts, event, tx),
    ),
    subscription('bookings.lookup-mail', 'lookup.requested', (event, tx) =>
      sendLookup(parts, event, tx),
    ),
  ]
}

function subscription(
  name: string,
  type: string,
  handle: (event: Event, tx: Tx) => Promise<void>,
): Subscription {
  return { name, types: [type], handle: (event, tx) => handle(event, tx.withTypes()) }
}

async function sendConfirmation(parts: BookingsParts, event: Event, tx: Tx): Promise<void> {
  const booking = await stillAs(tx, event, 'confirmed')
  if (!booking) return
  const expiresAt = new Date(booking.endsAt.getTime() + weekMs)
  const link = await linkFor(parts, tx, { event, bookingId: booking.id, once: false, expiresAt })
  await send(parts, { event, tx, booking }, (head) => confirmationMail(booking, link, head))
}

async function sendCancellation(parts: BookingsParts, event: Event, tx: Tx): Promise<void> {
  const booking = await stillAs(tx, event, 'cancelled')
  if (!booking) return
  await send(parts, { event, tx, booking }, (head) => cancellationMail(booking, head))
}

async function sendLookup(parts: BookingsParts, event: Event, tx: Tx): Promise<void> {
  const bookingId = await takeLookup(tx.kysely, String(event.data['lookupId']))
  if (bookingId === undefined) return
  const booking = await findBooking(tx.kysely, reachOf(event), bookingId)
  if (!booking?.customerKey) return
  const expiresAt = new Date(parts.clock.now().getTime() + 30 * minuteMs)
  const link = await linkFor(parts, tx, { event, bookingId: booking.id, once: true, expiresAt })
  await send(parts, { event, tx, booking }, (head) => lookupMail(booking, link, head))
}

/** The booking that an event is about, unless it has changed since or was erased. */
async function stillAs(
  tx: Tx,
  event: Event,
  state: BookingState,
): Promise<StoredBooking | undefined> {
  const booking = await findBooking(tx.kysely, reachOf(event), String(event.data['bookingId']))
  const isCurrent = booking?.state === state && booking.version === event.data['version']
  return isCurrent && booking.customerKey ? booking : undefined
}

/** Mails go out for the whole organisation. */
function reachOf({ organisationId }: Event): Reach {
  return { organisationId }
}

async function linkFor(
  { vault, publicUrl, clock }: BookingsParts,
  tx: Tx,
  wanted: Omit<LinkWanted, 'now'>,
): Promise<string> {
  return linkTo(publicUrl, await keepLinkToken(tx.kysely, vault, { ...wanted, now: clock.now() }))
}

interface Cause {
  readonly event: Event
  readonly tx: Tx
  readonly booking: StoredBooking
}

/** Sends under the event's id. An address that will never work is noted and not tried again. */
async function send(
  { vault, mailer, businessName }: BookingsParts,
  { event, tx, booking }: Cause,
  write: (head: Letterhead & Place) => BookingMail,
): Promise<void> {
  const key = vault.openDataKey(booking.customerId, booking.customerKey)
  const { contact, venue } = openDetails(key, booking.id, booking.sealed)
  const { subject, content } = write({ businessName, name: booking.name, venue })
  try {
    await mailer.send({ id: event.id, to: contact.email, subject, ...mailTemplate(content) })
  } catch (error) {
    if (!(error instanceof MailError) || error.kind === 'transient') throw error
    await noteRefusal({ event, tx, booking }, error)
  }
}

async function noteRefusal({ event, tx, booking }: Cause, error: MailError): Promise<void> {
  await appendEvent(tx.withTypes(), {
    type: 'booking.mailRefused',
    data: { bookingId: booking.id, mailId: event.id, reason: error.reason },
    subject: booking.id,
    organisationId: event.organisationId,
    actorId: 'system',
    correlationId: event.correlationId,
  })
}
