import type { Money } from '@holdfast/kernel/contract'
import type { Booking } from '../booking/booking.ts'
import { daysBetween, localTimeAt } from '../time/local-time.ts'
import type { Party, Price, Venue } from '../contract.ts'

export function factsOf(booking: Booking) {
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

export function partyInWords({ adults, children, underSix }: Party): string {
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
export function venueInWords({ line1, line2, city, region, postalCode }: Venue): string {
  const lastPart = [region, postalCode].filter(Boolean).join(' ')
  return [line1, line2, city, lastPart].filter(Boolean).join(', ')
}

export function priceInWords(price: Price): string {
  return moneyInWords(price.total) + nothingOwed(price, '. Nothing to pay now.')
}

/** The words where no deposit was asked, so that no money has moved. */
export function nothingOwed(price: Price, words: string): string {
  return price.deposit.amount === 0 ? words : ''
}

export function startInWords({ startsAt, timeZone }: Booking): string {
  return momentInWords(startsAt, timeZone)
}

/** `Friday, May 15, 2026` on the clocks of a zone. */
export function dayInWords(at: Date, timeZone: string): string {
  return inWords(at, { ...day, timeZone })
}

/** `Friday, May 15, 2026`, of a calendar day wherever it is. */
export function dayOfDateInWords(date: string): string {
  return dayInWords(new Date(`${date}T12:00:00Z`), 'UTC')
}

/** `today`, `tomorrow` or `in 3 days`, on the clocks of the booking. */
export function daysUntilInWords({ date, timeZone }: Booking, now: Date): string {
  const days = daysBetween(localTimeAt(now.getTime(), timeZone).date, date)
  if (days <= 0) return 'today'
  return days === 1 ? 'tomorrow' : `in ${days} days`
}

/** `6:15 PM EDT` */
export function timeInWords(at: Date, timeZone: string): string {
  return inWords(at, { ...clock, timeZone })
}

/** `Friday, May 15, 2026 at 6:15 PM EDT` */
export function momentInWords(at: Date, timeZone: string): string {
  return inWords(at, { ...day, ...clock, timeZone })
}

const day = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const
const clock = { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const

function inWords(at: Date, format: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-US', format).format(at)
}

export function moneyInWords({ amount, currency, exponent }: Money): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency })
  return format.format(amount / 10 ** exponent)
}

export function footerOf(
  booking: Booking,
  { businessName }: { readonly businessName: string },
): readonly string[] {
  return [businessName, `You get this mail because of your booking ${booking.reference}.`]
}
