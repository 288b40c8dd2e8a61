import type { AttemptState } from '../contract.ts'
import { recordDisputes } from '../dispute/record-disputes.ts'
import { eventOf } from '../events.ts'
import type { CallerTransaction } from '../parts.ts'
import { restAfter } from '../payment/rest-after.ts'
import type { Observation, RefundElsewhere } from '../providers/provider.ts'
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
  if (attempt.state === 'settled') await takeWhatWentBack(tx, { attempt, seen, now })
  return attempt
}

interface Settled {
  readonly attempt: Attempt
  readonly seen: Observation
  readonly now: Date
}

/** What the payer, their bank or somebody on the provider's pages took of a settled attempt. */
async function takeWhatWentBack(tx: CallerTransaction, settled: Settled): Promise<void> {
  const { attempt, seen, now } = settled
  const { organisationId, id: attemptId } = attempt
  const { refundsElsewhere = [], disputes = [] } = seen
  const of = { organisationId, attemptId, now }
  const left = await takeOverRefunds(tx, { ...of, refunds: refundsElsewhere })
  await recordDisputes(tx, { organisationId, attempt, disputes, now })
  // A dispute that was won has just made room for them.
  const refunds = await takeOverRefunds(tx, { ...of, refunds: left })
  if (seen.refundsElsewhere) await noteRefundsLeft(tx, of, refunds)
}

const refundTooLarge = 'more given back at the provider than is left'

/**
 * A refund beside a dispute of the same money: somebody must look. One that fits as soon as a
 * refund of ours has failed beside it only waits.
 */
async function noteRefundsLeft(
  tx: CallerTransaction,
  wanted: WantedAttempt,
  left: readonly RefundElsewhere[],
): Promise<void> {
  const locked = await lockAttempt(tx, wanted)
  const { paid, refunded, disputed } = locked.payment
  const gone = left.reduce((sum, { amount }) => sum + amount, 0)
  if (gone > paid - refunded - disputed) {
    await noteContradiction(tx, locked, refundTooLarge)
    return
  }
  if (locked.attempt.contradiction === refundTooLarge) await clearContradiction(tx, locked)
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

async function clearContradiction(
  tx: CallerTransaction,
  { attempt }: LockedAttempt,
): Promise<void> {
  const cleared = { ...attempt, contradiction: null, version: attempt.version + 1 }
  await saveAttempt(tx.withTypes<PaymentsTables>().kysely, cleared)
}
