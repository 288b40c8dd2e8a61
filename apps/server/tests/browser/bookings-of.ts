import { expect } from 'vitest'
import { ask, type Json } from '../harness/ask.ts'
import { bookingFor } from '../harness/booking.ts'
import type { Plan } from './booking-plan.ts'
import type { Site } from './given-site.ts'

/** Where staff look. */
type Office = Pick<Site, 'baseUrl' | 'owner'>

interface Guest {
  readonly email: string
}

/** What the operator's list says about one guest: reference and state of each booking. */
export async function bookingsOf(site: Pick<Site, 'baseUrl' | 'operator'>, email: string) {
  const url = `${site.baseUrl}/api/v1/bookings?email=${encodeURIComponent(email)}`
  const { json } = await ask(url, { headers: site.operator })
  return Object.values<Json>(json['items'] ?? {}).map((row) => ({
    reference: String(row['reference']),
    state: String(row['state']),
  }))
}

/** This guest's latest booking, as staff see it. */
async function latestOf(site: Office, { email }: Guest): Promise<Json | undefined> {
  const search = `email=${encodeURIComponent(email)}`
  const bookings = await ask(`${site.baseUrl}/api/v1/bookings?${search}`, {
    headers: site.owner,
  })
  return Object.values<Json>(bookings.json['items'] ?? {})[0]
}

export async function idOf(site: Office, guest: Guest): Promise<string> {
  return String((await latestOf(site, guest))?.['id'])
}

/** What staff see of its money. */
export async function depositOf(site: Office, guest: Guest) {
  const booking = await latestOf(site, guest)
  const id = String(booking?.['deposit']?.['paymentId'])
  const { json } = await ask(`${site.baseUrl}/api/v1/payments/${id}`, { headers: site.owner })
  return {
    paid: Number(json['paid']?.['amount']),
    refunded: Number(json['refunded']?.['amount']),
    attempts: Object.values(json['attempts'] ?? {}).length,
  }
}

/** Others book until the time is full. */
export async function takeAllOf(site: Pick<Site, 'baseUrl'>, plan: Plan): Promise<void> {
  const answers = []
  do {
    const body = bookingFor(plan)
    answers.push((await ask(`${site.baseUrl}/api/v1/bookings`, { method: 'POST', body })).status)
  } while (answers.at(-1) === 201)
  expect(answers.at(-1)).toBe(409)
  expect(answers.length).toBeGreaterThan(1)
}
