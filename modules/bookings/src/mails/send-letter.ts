import { mailTemplate, refusalOf, type MailError } from '@holdfast/kernel/mail'
import type { StoredBooking } from '../booking/booking-store.ts'
import { openDetails } from '../booking/private-details.ts'
import { insertAccessLink } from '../lookup/access-link-store.ts'
import type { BookingsParts, BookingsTransaction, JobsContext } from '../parts.ts'
import { eventAttachment } from '../papers/event-file.ts'
import { linkOf, linkTo, payLinkTo, type LinkWanted } from './booking-link.ts'
import type { BookingMail, Head } from './booking-mails.ts'

export type MailParts = Pick<
  BookingsParts,
  'vault' | 'mailer' | 'publicUrl' | 'businessName' | 'businessMail' | 'deposits'
>

export interface Letter {
  /** The same at each attempt: one id is one mail. */
  readonly id: string
  readonly booking: StoredBooking
  /** Whether the mail leads to the booking, and for how long. */
  readonly link?: Pick<LinkWanted, 'once' | 'expiresAt'>
  /** `link` is empty where none was wanted. */
  write(head: Head): BookingMail
  /** What the mail asks to be paid. */
  readonly paymentId?: string | undefined
  /** Whether it puts the booking into the reader's calendar, moves it there or takes it out. */
  readonly hasEvent?: boolean
  /** What else is done once it is out. */
  readonly effect?: (tx: BookingsTransaction) => Promise<void>
}

/**
 * Sends a mail, then settles: the link in it works from there on. Killed in between, the next
 * attempt sends the very same mail. An address that will never work is noted on the booking and
 * not tried again.
 */
export async function sendLetter(
  ctx: JobsContext,
  letter: Letter,
  parts: MailParts,
): Promise<void> {
  const { booking, id } = letter
  const key = parts.vault.openDataKey(booking.customerId, booking.customerKey)
  const { contact, venue } = openDetails(key, booking.id, booking.sealed)
  const link = letter.link && linkOf(parts.vault, { ...letter.link, ...wantedFor(ctx, letter) })
  const { subject, content } = letter.write({
    businessName: parts.businessName,
    name: booking.name,
    venue,
    link: link ? linkTo(parts.publicUrl, link.token) : '',
    payLink: link && letter.paymentId && payLinkTo(parts.publicUrl, link.token, letter.paymentId),
  })
  const attachments = letter.hasEvent ? [eventAttachment({ booking, venue, ...parts })] : []
  const mail = { id, to: contact.email, subject, ...mailTemplate(content), attachments }
  const refusal = await refusalOf(parts.mailer, mail)
  await ctx.settle(async (tx) => {
    if (refusal) await noteRefusal(tx, letter, refusal)
    else if (link) await insertAccessLink(tx.kysely, link.stored)
    await letter.effect?.(tx)
  })
}

function wantedFor(ctx: JobsContext, { id, booking }: Letter) {
  return { cause: id, bookingId: booking.id, now: ctx.now() }
}

function noteRefusal(tx: BookingsTransaction, { id, booking }: Letter, { reason }: MailError) {
  const data = { bookingId: booking.id, mailId: id, reason }
  return tx.emit('booking.mailRefused', data, booking.id)
}
