import { ask, type Json } from './ask.ts'

/** A station and one of its free slots, asked from the running service. */
export interface FreeSlot {
  readonly stationId: string
  readonly date: string
  readonly time: string
}

/** The first free slot at least `days` days ahead, of the station at `stationIndex`. */
export async function findFreeSlot(
  baseUrl: string,
  { days = 10, stationIndex = 0 } = {},
): Promise<FreeSlot> {
  const stations = await ask(`${baseUrl}/api/v1/stations`)
  const items: readonly Json[] = Object.values(stations.json['items'] ?? {})
  const stationId = String(items[stationIndex]?.['id'])
  const date = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
  const slots = await ask(`${baseUrl}/api/v1/stations/${stationId}/slots?date=${date}`)
  const free = Object.values<Json>(slots.json['items'] ?? {}).find(
    (slot) => String(slot['state']) !== 'full',
  )
  if (!free) throw new Error(`no free slot on ${date}: ${slots.text}`)
  return { stationId, date, time: String(free['time']) }
}

let guests = 0

/** A telephone number for each guest: two holds are the most for one contact or place. */
export function numberOf(guest: number): string {
  return `+1415${5_550_000 + guest}`
}

/** A whole booking request for the slot, from a guest who has never booked before. */
export function bookingFor(slot: FreeSlot, change: Readonly<Record<string, unknown>> = {}) {
  guests += 1
  return {
    stationId: slot.stationId,
    startsAt: { date: slot.date, time: slot.time },
    durationHours: 2,
    party: { adults: 6, children: 2, underSix: 1 },
    contact: {
      name: `Guest ${guests}`,
      email: `guest-${process.pid}-${guests}@example.com`,
      phone: numberOf(guests),
    },
    venue: { line1: `${guests} Pier Road`, city: 'Harbor', postalCode: '10001', country: 'US' },
    allergens: [],
    ...change,
  }
}
