import type { Money } from '@holdfast/kernel/contract'
import type { MailContent } from '@holdfast/kernel/mail'
import { partySize, type Booking } from '../booking/booking.ts'

/** What a mail says, before it has an address. The subject holds no personal data. */
export interface BookingMail {
  readonly subject: string
  readonly content: MailContent
}

export interface Letterhead {
  readonly businessName: string
  readonly name: string
}

/** The time is theirs, and here is the way back to it. */
export function confirmationMail(booking: Booking, link: string, head: Letterhead): BookingMail {
  return {
    subject: `Your booking ${booking.reference} is confirmed`,
    content: {
      title: 'We are looking forward to cooking for you',
      paragraphs: [`Hello ${head.name},`, 'your booking is confirmed.', ...booking.notices],
      facts: factsOf(booking),
      button: { label: 'See or change your booking', link },
      closing: ['The button works until a week after your booking. Please do not forward it.'],
      footer: footerOf(booking, head),
    },
  }
}

export function cancellationMail(booking: Booking, head: Letterhead): BookingMail {
  return {
    subject: `Your booking ${booking.reference} is cancelled`,
    content: {
      title: 'Your booking is cancelled',
      paragraphs: [
        `Hello ${head.name},`,
        'this booking is cancelled and its time is free again. There is nothing more to do.',
      ],
      facts: factsOf(booking),
      footer: footerOf(booking, head),
    },
  }
}

/** The link that somebody asked for, who knew the reference and the address. */
export function lookupMail(booking: Booking, link: string, head: Letterhead): BookingMail {
  return {
    subject: `The link to your booking ${booking.reference}`,
    content: {
      title: 'The link to your booking',
      paragraphs: [`Hello ${head.name},`, 'here is the link that you asked for.'],
      button: { label: 'Open your booking', link },
      closing: [
        'It works once, for 30 minutes. If you did not ask for it, there is nothing to do.',
      ],
      footer: footerOf(booking, head),
    },
  }
}

function factsOf(booking: Booking) {
  return [
    { label: 'Reference', value: booking.reference },
    { label: 'When', value: startInWords(booking) },
    {
      label: 'How long',
      value: booking.durationHours === 1 ? '1 hour' : `${booking.durationHours} hours`,
    },
    { label: 'Guests', value: String(partySize(booking.party)) },
    { label: 'Station', value: booking.stationName },
    { label: 'Price', value: moneyInWords(booking.price.total) },
  ]
}

function startInWords(booking: Booking): string {
  const format = new Intl.DateTimeFormat('en-US', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone: booking.timeZone,
  })
  return format.format(booking.startsAt)
}

function moneyInWords({ amount, currency, exponent }: Money): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency })
  return format.format(amount / 10 ** exponent)
}

function footerOf(booking: Booking, { businessName }: Letterhead): readonly string[] {
  return [businessName, `You get this mail because of your booking ${booking.reference}.`]
}
