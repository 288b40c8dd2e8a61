import { eventually } from '@holdfast/testing/eventually'
import type { Database } from '@holdfast/kernel/postgres'
import { expect } from 'vitest'
import type { Payments } from './given-payments.ts'
import { bookDespite, deposit, newEvening, untilAnswered, type Booked } from './one-team.ts'
import { mailsAbout, outcomeOf } from './outcome.ts'
import { payByCard } from './paying-guest.ts'

/** A booking and what must have become of it in the end, whatever happened on the way. */
export interface Story {
  readonly booked: Booked
  readonly end: 'confirmed' | 'given back'
}

/** Pays in time, reported three times, with messages besides that claim otherwise. */
export async function paysInTime(payments: Payments): Promise<Story[]> {
  const booked = await bookDespite(payments, newEvening(payments.stationId))
  const attemptId = await payByCard(payments, booked, 'duplicate')
  for (const state of ['processing', 'failed', 'settled', 'expired']) {
    if (attemptId !== '') await say(payments, attemptId, state)
  }
  return [{ booked, end: 'confirmed' }]
}

/** Pays too late: the time has been sold to somebody else, who pays as well. */
export async function paysAfterResale(payments: Payments): Promise<Story[]> {
  const { times, stationId } = payments
  const slot = newEvening(stationId)
  const booked = await bookDespite(payments, slot)
  const attemptId = await payByCard(payments, booked, 'late')
  await times.runOut(booked.id)
  const winner = await bookDespite(payments, slot)
  await payByCard(payments, winner, 'pay')
  await times.arriveLate(booked.id)
  await say(payments, attemptId, 'settled')
  return [
    { booked, end: 'given back' },
    { booked: winner, end: 'confirmed' },
  ]
}

function say(payments: Payments, attemptId: string, state: string): Promise<number> {
  return untilAnswered(payments, (baseUrl) => payments.messages.claim(baseUrl, attemptId, state))
}

const ends = {
  confirmed: {
    outcome: { booking: 'confirmed', payment: 'settled', paid: deposit, refunded: 0 },
    mail: (reference: string) => `Your booking ${reference} is confirmed`,
  },
  'given back': {
    outcome: { booking: 'expired', payment: 'settled', paid: deposit, refunded: deposit },
    mail: (reference: string) => `Your payment for booking ${reference} goes back to you`,
  },
}

// A job whose process was killed begins again within 20 s, and may be killed once more.
const patient = { withinMs: 180_000, everyMs: 100 }

/** Waits for the end of a story: one outcome, nothing under way, one mail that says so. */
export async function expectEnd(
  database: Database<unknown>,
  { dataFolder }: Payments,
  { booked, end }: Story,
): Promise<void> {
  const { outcome, mail } = ends[end]
  const { id, reference } = booked
  await eventually(async () => {
    expect(await outcomeOf(database, id)).toEqual({ ...outcome, attemptsUnderWay: 0 })
    expect(await mailsAbout(dataFolder, reference)).toEqual([mail(reference)])
  }, patient)
}
