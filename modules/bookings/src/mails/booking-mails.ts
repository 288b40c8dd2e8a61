import type { MailContent } from '@holdfast/kernel/mail'
import type { Booking } from '../booking/booking.ts'
import type { RefundRule, Venue } from '../contract.ts'
import type { BookingMailKind } from '../jobs.ts'
import { askedFacts, moneyFacts, refundWords, unpaidWords, type MoneyKnown } from './money-words.ts'
import {
  daysUntilInWords,
  factsOf,
  footerOf,
  momentInWords,
  moneyInWords,
  nothingOwed,
  startInWords,
  timeInWords,
  venueInWords,
} from './words.ts'

/** What a mail says, before it has an address. The subject holds no personal data. */
export interface BookingMail {
  readonly subject: string
  readonly content: MailContent
}

export interface Letterhead {
  readonly businessName: string
  readonly name: string
}

/** Where the guests want to eat. It goes to the owner of the booking alone. */
export interface Place {
  readonly venue: Venue
}

/** Who writes to whom, about which place, and the way back to the booking. */
export type Head = Letterhead &
  Place & {
    readonly link: string
    /** The same, to the page where the deposit is paid; absent where none is asked. */
    readonly payLink?: string | undefined
  }

/** What happened, with the money that moved in the currency's smallest unit, and how it stands. */
export interface Told extends MoneyKnown {
  readonly refundMinor?: number | undefined
  readonly keptMinor?: number | undefined
  readonly feeMinor?: number | undefined
  readonly rule?: RefundRule | undefined
  /** Somebody of the business did it. */
  readonly byBusiness?: boolean | undefined
}

type Writer = (booking: Booking, head: Head, told: Told) => BookingMail

/** The mails about a booking. */
export const writers: Readonly<Record<BookingMailKind, Writer>> = {
  hold: holdMail,
  confirmation: confirmationMail,
  change: changeMail,
  rescheduled: rescheduledMail,
  cancellation: cancellationMail,
  depositReturned: depositReturnedMail,
}

const linkNote = 'The link works until a week after the dinner. Please do not forward it.'
const seeOrChange = 'See or change your booking'

/** The time is kept while they pay, or decide. */
function holdMail(booking: Booking, head: Head): BookingMail {
  if (booking.waitlistEntryId !== null) return offerMail(booking, head)
  const until = booking.holdExpiresAt ? timeInWords(booking.holdExpiresAt, booking.timeZone) : ''
  const { deposit } = booking.price
  return {
    subject: `Your time is held: booking ${booking.reference}`,
    content: {
      title: 'Your time is held for you',
      paragraphs: [
        `Hello ${head.name},`,
        `We hold this time until ${until}. It is yours when the deposit of ${moneyInWords(deposit)} has arrived.`,
        ...booking.notices,
      ],
      facts: [
        ...factsOf(booking),
        { label: 'Where', value: venueInWords(head.venue) },
        ...askedFacts(booking),
      ],
      button: { label: 'Pay the deposit', link: head.payLink ?? head.link },
      closing: ['If you have paid already, there is nothing more to do.', linkNote],
      footer: footerOf(booking, head),
    },
  }
}

/** A time has become free for who waited for it. */
function offerMail(booking: Booking, head: Head): BookingMail {
  const { holdExpiresAt, timeZone, price } = booking
  const until = holdExpiresAt ? momentInWords(holdExpiresAt, timeZone) : ''
  const { deposit } = price
  const isPaid = deposit.amount > 0
  const how = isPaid
    ? `It is yours when the deposit of ${moneyInWords(deposit)} has arrived.`
    : 'It is yours when you say yes.'
  return {
    subject: `A time has become free: booking ${booking.reference}`,
    content: {
      title: 'A time has become free for you',
      paragraphs: [
        `Hello ${head.name},`,
        `You waited for this evening, and now it is your turn. We hold this time for you until ${until}. ${how}`,
        ...booking.notices,
      ],
      facts: [
        ...factsOf(booking),
        { label: 'Where', value: venueInWords(head.venue) },
        ...(isPaid ? askedFacts(booking) : [{ label: 'Price', value: moneyInWords(price.total) }]),
      ],
      button: { label: isPaid ? 'Take it or leave it' : 'Answer', link: head.link },
      closing: [
        'If it no longer suits you, say “No thanks” there: then whoever is next in line gets it at once. Without an answer they get it when your time is over.',
        linkNote,
      ],
      footer: footerOf(booking, head),
    },
  }
}

/** The time is theirs, and here is the way back to it. */
function confirmationMail(booking: Booking, head: Head, told: Told): BookingMail {
  return {
    subject: `Your booking ${booking.reference} is confirmed`,
    content: {
      title: 'We are looking forward to cooking for you',
      paragraphs: [
        `Hello ${head.name},`,
        'Your booking is confirmed.',
        ...unpaidWords(told),
        ...booking.notices,
      ],
      facts: [
        ...factsOf(booking),
        { label: 'Where', value: venueInWords(head.venue) },
        ...moneyFacts(booking, told),
      ],
      button: { label: 'See or cancel your booking', link: head.link },
      closing: [...refundWords(booking, told), linkNote],
      footer: footerOf(booking, head),
    },
  }
}

function changeMail(booking: Booking, head: Head, told: Told): BookingMail {
  return {
    subject: `Your booking ${booking.reference} has changed`,
    content: {
      title: 'We have noted your changes',
      paragraphs: [`Hello ${head.name},`, 'This is your booking as it stands now.'],
      facts: [
        ...factsOf(booking),
        { label: 'Where', value: venueInWords(head.venue) },
        ...moneyFacts(booking, told),
      ],
      button: { label: seeOrChange, link: head.link },
      closing: [linkNote],
      footer: footerOf(booking, head),
    },
  }
}

function rescheduledMail(booking: Booking, head: Head, told: Told): BookingMail {
  const { feeMinor = 0 } = told
  const fee = moneyInWords({ ...booking.price.total, amount: feeMinor })
  const cost = feeMinor > 0 ? [`The change costs ${fee}; it is part of the price below.`] : []
  return {
    subject: `Your booking ${booking.reference} has a new time`,
    content: {
      title: 'Your booking has a new time',
      paragraphs: [
        `Hello ${head.name},`,
        `We now come on ${startInWords(booking)}. The time before is free again.`,
        ...cost,
        ...booking.notices,
      ],
      facts: [
        ...factsOf(booking),
        { label: 'Where', value: venueInWords(head.venue) },
        ...moneyFacts(booking, told),
      ],
      button: { label: seeOrChange, link: head.link },
      closing: [...refundWords(booking, told), linkNote],
      footer: footerOf(booking, head),
    },
  }
}

function cancellationMail(booking: Booking, head: Head, told: Told): BookingMail {
  const happened = told.byBusiness
    ? `${head.businessName} has cancelled this booking, and its time is free again.`
    : 'This booking is cancelled and its time is free again.'
  return {
    subject: `Your booking ${booking.reference} is cancelled`,
    content: {
      title: 'Your booking is cancelled',
      paragraphs: [`Hello ${head.name},`, happened, moneyAfterCancelling(booking, told)],
      facts: factsOf(booking),
      footer: footerOf(booking, head),
    },
  }
}

function moneyAfterCancelling(
  { price }: Booking,
  { refundMinor = 0, keptMinor = 0, rule }: Told,
): string {
  const words = (amount: number) => moneyInWords({ ...price.total, amount })
  if (refundMinor > 0) return `We give ${words(refundMinor)} of your deposit back. ${onItsWay}`
  if (keptMinor > 0) {
    return `${whyKept(words(keptMinor), rule)} There is nothing more to do.`
  }
  return nothingOwed(price, 'Nothing is owed. ') + 'There is nothing more to do.'
}

function whyKept(deposit: string, rule: RefundRule | undefined): string {
  if (rule === 'override') return `Your deposit of ${deposit} is not given back.`
  const when = rule === 'forfeited' ? ' when the dinner was moved' : ''
  return `It was too late${when} to give your deposit of ${deposit} back.`
}

const onItsWay = 'It is on its way to where it came from and can take some days to arrive.'

/** The money came when the time was somebody else's. */
function depositReturnedMail(booking: Booking, head: Head, told: Told): BookingMail {
  const amount = moneyInWords({ ...booking.price.total, amount: told.refundMinor ?? 0 })
  return {
    subject: `Your payment for booking ${booking.reference} goes back to you`,
    content: {
      title: 'Your payment came too late',
      paragraphs: [
        `Hello ${head.name},`,
        'Your payment reached us when we no longer held your time. We are sorry: there is no booking.',
        `We give all of it back: ${amount}. ${onItsWay}`,
        'You are welcome to choose another time.',
      ],
      facts: factsOf(booking),
      footer: footerOf(booking, head),
    },
  }
}

/** The evening is near. */
export function reminderMail(booking: Booking, head: Head, now: Date): BookingMail {
  const when = daysUntilInWords(booking, now)
  return {
    subject: `Your booking ${booking.reference} is ${when}`,
    content: {
      title: `We come ${when}`,
      paragraphs: [
        `Hello ${head.name},`,
        `We are looking forward to ${startInWords(booking)}. Please have a look whether everything is still right.`,
      ],
      facts: [...factsOf(booking), { label: 'Where', value: venueInWords(head.venue) }],
      button: { label: seeOrChange, link: head.link },
      closing: [linkNote],
      footer: footerOf(booking, head),
    },
  }
}

/** The link that somebody asked for, who knew the reference and the address. */
export function lookupMail(booking: Booking, head: Head): BookingMail {
  return {
    subject: `The link to your booking ${booking.reference}`,
    content: {
      title: 'The link to your booking',
      paragraphs: [`Hello ${head.name},`, 'Here is the link that you asked for.'],
      button: { label: 'Open your booking', link: head.link },
      closing: [
        'It works once, for 30 minutes. If you did not ask for it, there is nothing to do.',
      ],
      footer: footerOf(booking, head),
    },
  }
}
