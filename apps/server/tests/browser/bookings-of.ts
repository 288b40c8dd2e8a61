import { ask, type Json } from '../holdfast/ask.ts'
import { asOperator } from '../holdfast/operator.ts'

/** What the operator's list says about one guest: reference and state of each booking. */
export async function bookingsOf(baseUrl: string, email: string) {
  const url = `${baseUrl}/api/v1/bookings?email=${encodeURIComponent(email)}`
  const { json } = await ask(url, { headers: asOperator })
  return Object.values<Json>(json['items'] ?? {}).map((row) => ({
    reference: String(row['reference']),
    state: String(row['state']),
  }))
}
