import { settle, type CallError } from '@holdfast/client'
import { making } from '../api/making.ts'
import { hasCode } from '../api/remedy.ts'
import type { Draft } from './draft.ts'
import { toRequest } from './to-request.ts'
import type { KeptReceipt } from './kept-booking.ts'

/** What decides whether two requests of one guest are one hold: who, where and when. */
export function holdAskedBy(draft: Draft): string {
  const { stationId, startsAt, durationHours, contact, venue } = toRequest(draft)
  return JSON.stringify([stationId, startsAt, durationHours, contact.email, contact.phone, venue])
}

/** Whether a time is held for somebody who now asks for something else. */
export function holdsSomethingElse(kept: KeptReceipt | undefined, draft: Draft): boolean {
  return (
    kept?.heldFor !== undefined &&
    kept.receipt.state === 'pending' &&
    kept.heldFor !== holdAskedBy(draft)
  )
}

/**
 * Lets go of the time that was held before: whoever comes back from paying and chooses another
 * one wants a single dinner. What was paid meanwhile is not cancelled, because no money may move;
 * while a payment is under way the hold is kept, and what stands against letting go is answered.
 */
export async function letGo({ receipt }: KeptReceipt): Promise<CallError | undefined> {
  const { id, accessToken } = receipt
  const call = { params: { id }, body: { expectedRefund: 0, unlessPaying: true } }
  const result = await settle(making.cancelBooking(call, { accessToken }))
  // Refused otherwise, it is paid, changed or over; the booking itself says what follows from that.
  return !result.ok && hasCode(result.error, paymentUnderWay) ? result.error : undefined
}

const paymentUnderWay = new Set(['bookings.paymentUnderWay'])
