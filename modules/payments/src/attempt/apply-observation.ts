import type { AttemptState } from '../contract.ts'
import { recordDisputes } from '../dispute/record-disputes.ts'
import { eventOf } from '../events.ts'
import type { CallerTransaction } from '../parts.ts'
import { restAfter } from '../payment/rest-after.ts'
import type { Observation } from '../providers/provider.ts'
import { applyRefunds } from '../refund/apply-refund-status.ts'
import { takeOverRefunds } from '../refund/take-over-refunds.ts'
import { canMove, move } from '../states.ts'
import type { PaymentsTables } from '../tables.ts'
import { saveAttempt } from './attempt-store.ts'
import type { Attempt } from './attempt.ts'
import { contradictionOf } from './contradiction.ts'
import { lockAttempt, type LockedAttempt, type WantedAttempt } from './locked-attempt.ts'
import { settleAttempt } from './settle-attempt.ts'

export interface Observed extends WantedAttempt {
  readonly seen: Observation
}

/**
 * Takes what the provider says of an attempt as far as it goes on from what is known: said twice,
 * late or out of order it changes nothing. What can not be is noted, told and not acted upon.
 */
export async function applyObservation(
  tx: CallerTransaction,
  { seen, ...wanted }: Observed,
): Promise<Attempt> {
  const locked = await lockAttempt(tx, wanted)
  const contradiction = contradictionOf(locked.attempt, seen)
  if (contradiction !== undefined) return noteContradiction(tx, locked, contradiction)
  const attempt = await takeState(tx, withReference(locked, seen), seen)
  const { organisationId, now } = wanted
  if (seen.refunds) await applyRefunds(tx, { organisationId, refunds: seen.refunds, now })
  if (seen.refundsElsewhere && attempt.state === 'settled') {
    const refunds = seen.refundsElsewhere
    await takeOverRefunds(tx, { organisationId, attemptId: attempt.id, refunds, now })
  }
  if (seen.disputes && attempt.state === 'settled') {
    await recordDisputes(tx, { organisationId, attempt, disputes: seen.disputes, now })
  }
  return attempt
}

function withReference(locked: LockedAttempt, seen: Observation): LockedAttempt {
  const { attempt } = locked
  const providerReference = attempt.providerReference ?? seen.providerReference ?? null
  return { ...locked, attempt: { ...attempt, providerReference } }
}

async function takeState(
  tx: CallerTransaction,
  locked: LockedAttempt,
  seen: Observation,
): Promise<Attempt> {
  const { payment, attempt, others, now } = locked
  if (seen.state === 'unknown' || !canMove('attempt', attempt.state, seen.state)) {
    return noteAsked(tx, locked, seen)
  }
  if (seen.state === 'settled') return settleAttempt(tx, locked)
  const moved = {
    ...move('attempt', attempt, { to: seen.state, at: now }),
    askedAt: now,
    decline: seen.decline ?? attempt.decline,
  }
  await saveAttempt(tx.withTypes<PaymentsTables>().kysely, moved)
  await tellOf(tx, locked, moved)
  await restAfter(tx, payment, { attempts: [...others, moved], now })
  return moved
}

/** Nothing new but perhaps another declined card. */
async function noteAsked(
  tx: CallerTransaction,
  locked: LockedAttempt,
  seen: Observation,
): Promise<Attempt> {
  const { attempt, now } = locked
  const decline = attempt.state === 'open' ? (seen.decline ?? attempt.decline) : attempt.decline
  const asked = { ...attempt, askedAt: now, decline, version: attempt.version + 1 }
  await saveAttempt(tx.withTypes<PaymentsTables>().kysely, asked)
  if (decline !== attempt.decline) await tellFailed(tx, locked, asked)
  return asked
}

async function tellOf(tx: CallerTransaction, before: LockedAttempt, moved: Attempt): Promise<void> {
  const { payment, attempt } = before
  const isDeclinedAgain = moved.state === 'open' && moved.decline !== attempt.decline
  if (moved.state === 'failed' || isDeclinedAgain) return tellFailed(tx, before, moved)
  const type = eventTypes[moved.state]
  if (type) await tx.emit(type, eventOf(payment, { attemptId: moved.id }), payment.subject)
}

const eventTypes: Readonly<Partial<Record<AttemptState, string>>> = {
  processing: 'payment.processing',
  awaiting_offline: 'payment.awaitingOffline',
  expired: 'payment.expired',
}

async function tellFailed(
  tx: CallerTransaction,
  { payment }: LockedAttempt,
  { id, decline }: Attempt,
): Promise<void> {
  const event = eventOf(payment, { attemptId: id, reason: decline ?? 'declined' })
  await tx.emit('payment.failed', event, payment.subject)
}

async function noteContradiction(
  tx: CallerTransaction,
  { payment, attempt, now }: LockedAttempt,
  contradiction: string,
): Promise<Attempt> {
  const noted = { ...attempt, contradiction, askedAt: now, version: attempt.version + 1 }
  await saveAttempt(tx.withTypes<PaymentsTables>().kysely, noted)
  if (attempt.contradiction !== contradiction) {
    const event = eventOf(payment, { attemptId: attempt.id, reason: contradiction })
    await tx.emit('payment.contradicted', event, payment.subject)
  }
  return noted
}
