import { ask, type Json } from '../harness/ask.ts'
import { findFreeSlot, numberOf } from '../harness/booking.ts'

/** What a guest wants to book, and who they are. */
export interface Plan {
  readonly stationId: string
  readonly station: string
  readonly date: string
  readonly time: string
  readonly name: string
  readonly email: string
  readonly phone: string
  readonly street: string
}

let guests = 0

/** A free slot `days` ahead and a guest who has never booked. Each test takes a day of its own. */
export async function planFor(baseUrl: string, days: number): Promise<Plan> {
  guests += 1
  const slot = await findFreeSlot(baseUrl, { days })
  return {
    ...slot,
    station: await nameOf(baseUrl, slot.stationId),
    name: `Ada Guest ${guests}`,
    email: `browser-${process.pid}-${guests}@example.com`,
    phone: numberOf(guests + 100_000),
    street: `${guests} Plan Street`,
  }
}

async function nameOf(baseUrl: string, stationId: string): Promise<string> {
  const { json } = await ask(`${baseUrl}/api/v1/stations`)
  const items = Object.values<Json>(json['items'] ?? {})
  return String(items.find((one) => String(one['id']) === stationId)?.['name'])
}

/** `Saturday, November 22, 2026`, as the site writes a day. */
export function dayInWords(date: string): string {
  return format(date, { dateStyle: 'full' })
}

/** `November 2026`. */
export function monthInWords(date: string): string {
  return format(date, { month: 'long', year: 'numeric' })
}

/** Matches `6:30 PM`, whichever space the browser writes. */
export function timeInWords(time: string): RegExp {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  const half = hours < 12 ? 'AM' : 'PM'
  return new RegExp(`\\b${((hours + 11) % 12) + 1}:${String(minutes).padStart(2, '0')}\\s${half}`)
}

function format(date: string, style: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-US', { ...style, timeZone: 'UTC' }).format(
    new Date(`${date}T12:00:00Z`),
  )
}
