import type { RouteInput } from '@holdfast/kernel/contract'
import { answer, type Answer } from '@holdfast/kernel/module'
import type { bookingRoutes } from '../../contract.ts'
import type { BookingsContext, BookingsParts } from '../../parts.ts'
import { problems } from '../../problems.ts'
import { partySize, type Booking } from '../booking.ts'
import { fromRow } from '../booking-store.ts'
import { pagers } from '../list/booking-orders.ts'
import { wantedBookings } from '../list/wanted-bookings.ts'
import { csvOf } from '@holdfast/kernel/csv'

type ExportRoute = (typeof bookingRoutes)['exportBookings']

// A file is whole or it is refused: one that ends early would be believed. The problem says it.
const mostExported = 5_000

/**
 * The bookings within reach that fit the filters, as a CSV file. Throws `bookings.tooMany` when
 * there are more than 5,000 (`most`).
 */
export async function exportBookings(
  ctx: BookingsContext,
  { query }: RouteInput<ExportRoute>,
  { vault, most = mostExported }: Pick<BookingsParts, 'vault'> & { readonly most?: number },
): Promise<Answer<ExportRoute>> {
  ctx.permit('bookings.export')
  const wanted = wantedBookings(ctx, query, vault)
  // The page asks for one row more than its limit, which tells whether there are too many.
  const rows = await pagers[query.sort].apply(wanted, { limit: most }).execute()
  if (rows.length > most) throw problems.tooMany({ most })
  const table = [heads, ...rows.map((row) => lineOf(fromRow(row)))]
  return answer(200, csvOf(table), {
    'content-disposition': `attachment; filename="bookings-${dayOf(ctx.now())}.csv"`,
  })
}

const heads = [
  'Reference',
  'State',
  'Name',
  'Station',
  'Date',
  'Time',
  'Time zone',
  'Hours',
  'Adults',
  'Children',
  'Under six',
  'Guests',
  'Total',
  'Currency',
  'Booked at',
]

function lineOf(booking: Booking): (string | number)[] {
  const { party, price } = booking
  return [
    booking.reference,
    booking.state,
    booking.name,
    booking.stationName,
    booking.date,
    booking.time,
    booking.timeZone,
    booking.durationHours,
    party.adults,
    party.children,
    party.underSix,
    partySize(party),
    decimal(price.total),
    price.total.currency,
    booking.createdAt.toISOString(),
  ]
}

/** `67.50`, exactly: through the digits, not through a fraction. */
function decimal({ amount, exponent }: Booking['price']['total']): string {
  const digits = String(Math.abs(amount)).padStart(exponent + 1, '0')
  const sign = amount < 0 ? '-' : ''
  const whole = digits.slice(0, digits.length - exponent)
  return exponent === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-exponent)}`
}

function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10)
}
