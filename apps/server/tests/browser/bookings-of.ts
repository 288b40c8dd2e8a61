import { ask, type Json } from '../harness/ask.ts'
import type { Site } from './given-site.ts'

/** What the operator's list says about one guest: reference and state of each booking. */
export async function bookingsOf(site: Pick<Site, 'baseUrl' | 'operator'>, email: string) {
  const url = `${site.baseUrl}/api/v1/bookings?email=${encodeURIComponent(email)}`
  const { json } = await ask(url, { headers: site.operator })
  return Object.values<Json>(json['items'] ?? {}).map((row) => ({
    reference: String(row['reference']),
    state: String(row['state']),
  }))
}
