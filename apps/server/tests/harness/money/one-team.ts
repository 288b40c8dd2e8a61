import { ask } from '../ask.ts'
import { askDeposit } from '../deposit.ts'
import { bookingFor, type FreeSlot } from '../booking.ts'
import type { Operator } from '../operator.ts'

export const deposit = 10_000

/** A new station with one team, so that each time is had by one guest, which asks for a deposit. */
export async function openStationOfOne(baseUrl: string, headers: Operator): Promise<string> {
  const body = {
    name: 'One Team',
    area: 'Everywhere',
    timeZone: 'America/New_York',
    opensAt: '11:00',
    closesAt: '22:00',
    mustEndBy: '00:30',
    currency: 'USD',
  }
  const made = await ask(`${baseUrl}/api/v1/stations`, { method: 'POST', headers, body })
  const stationId = String(made.json['id'])
  const team = { method: 'POST', headers, body: { kind: 'unit', name: 'The team' } }
  const added = await ask(`${baseUrl}/api/v1/stations/${stationId}/resources`, team)
  if (added.status !== 201) throw new Error(`no station: ${made.text} ${added.text}`)
  await askDeposit(baseUrl, headers, { stationId, deposit })
  return stationId
}

let evenings = 0

/** A time that nobody has asked for yet. */
export function newEvening(stationId: string): FreeSlot {
  const evening = new Date(Date.UTC(2031, 0, 1) + evenings++ * 86_400_000)
  return { stationId, date: evening.toISOString().slice(0, 10), time: '18:00' }
}

/** What a guest knows of a booking: enough to pay it and to look at it. */
export interface Booked {
  readonly id: string
  readonly reference: string
  readonly paymentId: string
  readonly headers: { readonly authorization: string }
}

/** Books, and again under the same key while the service is away. */
export async function bookDespite(service: Service, slot: FreeSlot): Promise<Booked> {
  const body = bookingFor(slot)
  const headers = { 'idempotency-key': crypto.randomUUID() }
  const booked = await untilAnswered(service, async (baseUrl) => {
    const answer = await ask(`${baseUrl}/api/v1/bookings`, { method: 'POST', headers, body })
    if (answer.status >= 500) throw new Error(answer.text)
    if (answer.status !== 201) throw new Refused(answer.text)
    return answer.json
  })
  return {
    id: String(booked['id']),
    reference: String(booked['reference']),
    paymentId: String(booked['deposit']?.['paymentId']),
    headers: { authorization: `Bearer ${String(booked['accessToken'])}` },
  }
}

/** A service that is killed and started again, maybe at another address. */
export interface Service {
  readonly baseUrl: string
}

/** An answer that trying again does not change. */
export class Refused extends Error {}

// Longer than any storm of kills: who has begun to pay goes on.
const patienceMs = 240_000

/** Tries until the service that is there answers. */
export async function untilAnswered<T>(
  service: Service,
  attempt: (baseUrl: string) => Promise<T>,
): Promise<T> {
  const giveUpAtMs = performance.now() + patienceMs
  for (;;) {
    try {
      return await attempt(service.baseUrl)
    } catch (error) {
      if (error instanceof Refused || performance.now() > giveUpAtMs) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}
