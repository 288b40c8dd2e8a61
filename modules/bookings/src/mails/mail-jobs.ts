import type { z } from 'zod'
import { findBooking, type StoredBooking } from '../booking/booking-store.ts'
import { depositOf } from '../deposit/ask-deposits.ts'
import {
  bookingMails,
  type BookingMailKind,
  type sendBookingMail,
  type sendGivenBackMail,
  type sendLookupMail,
  type sendOverpaidMail,
  type sendReminder,
} from '../jobs.ts'
import { deleteLookup, findLookedUp } from '../lookup/lookup-store.ts'
import type { JobsContext } from '../parts.ts'
import { sendLetter, type Letter, type MailParts } from './send-letter.ts'
import { isOvertaken } from './reminders.ts'
import { lookupMail, reminderMail, writers } from './booking-mails.ts'
import { givenBackMail, overpaidMail } from './overpaid-mail.ts'

const minuteMs = 60_000
const weekMs = 7 * 24 * 60 * minuteMs

/** The mails after which a calendar shows something else. */
const withEvent: ReadonlySet<BookingMailKind> = new Set([
  'confirmation',
  'change',
  'rescheduled',
  'cancellation',
])

/** Sends a mail about a booking unless the booking has changed since, or was erased. */
export async function mailAboutBooking(
  ctx: JobsContext,
  input: z.output<(typeof sendBookingMail)['input']>,
  parts: MailParts,
): Promise<void> {
  const booking = await stillThere(ctx, input.bookingId)
  const states: readonly string[] = bookingMails[input.mail]
  if (!booking || booking.version !== input.version || !states.includes(booking.state)) return
  const deposit =
    booking.price.deposit.amount > 0
      ? await depositOf(parts.deposits, ctx.kysely, booking)
      : undefined
  const told = { ...input, deposit, now: ctx.now() }
  const write: Letter['write'] = (head) => writers[input.mail](booking, head, told)
  const hasEvent = withEvent.has(input.mail) && booking.state !== 'pending'
  const paymentId = deposit?.paymentId
  const letter = { id: input.eventId, booking, link: longLink(booking), hasEvent, paymentId, write }
  await sendLetter(ctx, letter, parts)
}

/** Reminds the guests of their evening, if it is still theirs and still at that time. */
export async function remindOfBooking(
  ctx: JobsContext,
  { bookingId, startsAt, hours }: z.output<(typeof sendReminder)['input']>,
  parts: MailParts,
): Promise<void> {
  const booking = await stillThere(ctx, bookingId)
  const isSo = booking?.state === 'confirmed' && booking.startsAt.toISOString() === startsAt
  const now = ctx.now()
  if (!isSo || now >= booking.startsAt || isOvertaken(booking, hours, now)) return
  const write: Letter['write'] = (head) => reminderMail(booking, head, now)
  await sendLetter(ctx, { id: ctx.jobId, booking, link: longLink(booking), write }, parts)
}

/** Tells who gets money back that somebody decided to give, unless they were erased. */
export async function mailGivenBack(
  ctx: JobsContext,
  { eventId, bookingId, amount }: z.output<(typeof sendGivenBackMail)['input']>,
  parts: MailParts,
): Promise<void> {
  const booking = await stillThere(ctx, bookingId)
  if (!booking) return
  const write: Letter['write'] = (head) => givenBackMail(booking, head, amount)
  await sendLetter(ctx, { id: eventId, booking, link: longLink(booking), write }, parts)
}

/** Tells who paid twice, unless they were erased. */
export async function mailOverpaid(
  ctx: JobsContext,
  { eventId, bookingId, amount }: z.output<(typeof sendOverpaidMail)['input']>,
  parts: MailParts,
): Promise<void> {
  const booking = await stillThere(ctx, bookingId)
  if (!booking) return
  const write: Letter['write'] = (head) => overpaidMail(booking, head, amount)
  await sendLetter(ctx, { id: eventId, booking, link: longLink(booking), write }, parts)
}

/** Sends the link that somebody asked for, if both parts of what they know fit together. */
export async function mailLookup(
  ctx: JobsContext,
  { eventId, lookupId }: z.output<(typeof sendLookupMail)['input']>,
  parts: MailParts,
): Promise<void> {
  const effect: Letter['effect'] = (tx) => deleteLookup(tx.kysely, lookupId)
  const bookingId = await findLookedUp(ctx.kysely, lookupId)
  const booking = bookingId === undefined ? undefined : await stillThere(ctx, bookingId)
  if (!booking) return ctx.settle(effect)
  const expiresAt = new Date(ctx.now().getTime() + 30 * minuteMs)
  const link = { once: true, expiresAt }
  await sendLetter(
    ctx,
    { id: eventId, booking, link, write: (head) => lookupMail(booking, head), effect },
    parts,
  )
}

function longLink({ endsAt }: StoredBooking) {
  return { once: false, expiresAt: new Date(endsAt.getTime() + weekMs) }
}

/** Mails go out for the whole organisation; to who was erased none does. */
async function stillThere(ctx: JobsContext, id: string): Promise<StoredBooking | undefined> {
  const { organisationId } = ctx
  const booking = await findBooking(ctx.kysely, { organisationId }, id)
  return booking?.customerKey ? booking : undefined
}
