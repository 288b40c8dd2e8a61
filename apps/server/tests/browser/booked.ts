import { ask } from '../harness/ask.ts'
import { bookingFor, findFreeSlot } from '../harness/booking.ts'
import type { Console } from './given-console.ts'

/** A dinner whose deposit is not paid yet, and what its guest does by their link. */
export interface Booked {
  readonly id: string
  readonly reference: string
  readonly email: string
  /** Begins to pay, and gives what the guest does next. */
  pay<Next>(method: 'card' | 'bank_transfer'): Promise<Next>
  state(): Promise<string>
  cancel(): Promise<void>
}

let days = 10

/** Books as a guest of the site would, another day each time: free times are kept for a while. */
export async function bookAsGuest({ baseUrl }: Pick<Console, 'baseUrl'>): Promise<Booked> {
  const request = bookingFor(await findFreeSlot(baseUrl, { days: days++ }))
  const made = await ask(`${baseUrl}/api/v1/bookings`, { method: 'POST', body: request })
  if (made.status !== 201) throw new Error(`not booked: ${made.text}`)
  const id = String(made.json['id'])
  const headers = { authorization: `Bearer ${String(made.json['accessToken'])}` }
  const paymentId = String(made.json['deposit']?.['paymentId'])
  return {
    id,
    reference: String(made.json['reference']),
    email: request.contact.email,
    async pay<Next>(method: string) {
      const url = `${baseUrl}/api/v1/payments/${paymentId}/attempts`
      const begun = await ask(url, { method: 'POST', headers, body: { method } })
      if (begun.status !== 200) throw new Error(`not begun: ${begun.text}`)
      // What the method leads to, as the test that chose it knows.
      return begun.json['next'] as unknown as Next
    },
    async state() {
      const { json } = await ask(`${baseUrl}/api/v1/bookings/${id}`, { headers })
      return String(json['state'])
    },
    async cancel() {
      const url = `${baseUrl}/api/v1/bookings/${id}/cancel`
      const done = await ask(url, { method: 'POST', headers, body: {} })
      if (done.status !== 200) throw new Error(`not cancelled: ${done.text}`)
    },
  }
}
