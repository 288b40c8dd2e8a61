import type { Money } from '@holdfast/kernel/contract'
import type { MailContent } from '@holdfast/kernel/mail'
import type { Booking } from '../booking/booking.ts'
import type { Party, Price, Venue } from '../contract.ts'

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

/** The time is theirs, and here is the way back to it. */
export function confirmationMail(
  booking: Booking,
  link: string,
  head: Letterhead & Place,
): BookingMail {
  return {
    subject: `Your booking ${booking.reference} is confirmed`,
    content: {
      title: 'We are looking forward to cooking for you',
      paragraphs: [`Hello ${head.name},`, 'Your booking is confirmed.', ...booking.notices],
      facts: [
        ...factsOf(booking),
        { label: 'Where', value: venueInWords(head.venue) },
        { label: 'Price', value: priceInWords(booking.price) },
      ],
      button: { label: 'See or cancel your booking', link },
      closing: ['The link works until a week after the dinner. Please do not forward it.'],
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
        'This booking is cancelled and its time is free again.',
        nothingOwed(booking.price, 'Nothing is owed. ') + 'There is nothing more to do.',
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
      paragraphs: [`Hello ${head.name},`, 'Here is the link that you asked for.'],
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
    { label: 'Guests', value: partyInWords(booking.party) },
    { label: 'Station', value: booking.stationName },
  ]
}

function partyInWords({ adults, children, underSix }: Party): string {
  return [
    counted(adults, 'adult', 'adults'),
    counted(children, 'child of 6 to 12', 'children of 6 to 12'),
    counted(underSix, 'child under 6', 'children under 6'),
  ]
    .filter((part) => part !== '')
    .join(', ')
}

function counted(count: number, one: string, many: string): string {
  return count === 0 ? '' : `${count} ${count === 1 ? one : many}`
}

/** `12 Garden Road, Harbor, MA 02110` */
function venueInWords({ line1, line2, city, region, postalCode }: Venue): string {
  const lastPart = [region, postalCode].filter(Boolean).join(' ')
  return [line1, line2, city, lastPart].filter(Boolean).join(', ')
}

function priceInWords(price: Price): string {
  return moneyInWords(price.total) + nothingOwed(price, '. Nothing to pay now.')
}

/** The words where no deposit was asked, so that no money has moved. */
function nothingOwed(price: Price, words: string): string {
  return price.deposit.amount === 0 ? words : ''
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
