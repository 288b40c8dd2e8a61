import { ask, type Json } from '../ask.ts'
import { Refused, untilAnswered, type Booked, type Service } from './one-team.ts'

/** Begins to pay by card and gives the attempt, also when the answer has to be asked for again. */
export async function beginToPay(service: Service, booked: Booked): Promise<Json> {
  const question = { method: 'POST', headers: booked.headers, body: { method: 'card' } }
  return untilAnswered(service, async (baseUrl) => {
    const url = `${baseUrl}/api/v1/payments/${booked.paymentId}/attempts`
    const { status, text, json } = await ask(url, question)
    if (status >= 400 && status < 500) throw new Refused(text)
    if (status !== 200) throw new Error(text)
    return json
  })
}

/** Begins to pay, chooses on the sandbox's page, and chooses again when it is not heard. */
export async function payByCard(
  service: Service,
  booked: Booked,
  choice: 'pay' | 'duplicate' | 'late',
): Promise<string> {
  return untilAnswered(service, async () => {
    const { attemptId, next } = await beginToPay(service, booked)
    // Of another process than the one that runs by now, perhaps: it leads to the same order.
    const page = new URL(new URL(String(next?.['url'])).pathname, service.baseUrl)
    const body = new URLSearchParams({ choice })
    const { status } = await fetch(page, { method: 'POST', body, redirect: 'manual' })
    if (status !== 303) throw new Error(`not chosen: ${status}`)
    return String(attemptId)
  }).catch((error: unknown) => {
    // Paid before, by a choice whose answer was lost.
    if (error instanceof Refused && error.message.includes('alreadyPaid')) return ''
    throw error
  })
}
