import { ask } from './ask.ts'
import { bookingFor } from './booking.ts'
import { newEvening } from './money/one-team.ts'

/** A booking that is confirmed at once, as its reference, and the subject of the mail about that. */
export interface Confirmed {
  readonly id: string
  readonly reference: string
  readonly subject: string
}

/** Books an evening at a station that asks for no deposit. */
export async function bookConfirmed(baseUrl: string, stationId: string): Promise<Confirmed> {
  const body = bookingFor(newEvening(stationId))
  const booked = await ask(`${baseUrl}/api/v1/bookings`, { method: 'POST', body })
  if (String(booked.json['state']) !== 'confirmed') throw new Error(`not booked: ${booked.text}`)
  const reference = String(booked.json['reference'])
  const subject = `Your booking ${reference} is confirmed`
  return { id: String(booked.json['id']), reference, subject }
}
