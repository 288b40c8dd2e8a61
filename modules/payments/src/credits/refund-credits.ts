import type { CallerTransaction } from '../parts.ts'
import { problems } from '../problems.ts'
import type { PaymentsTables } from '../tables.ts'
import { creditEvent } from './credit-events.ts'
import { creditLines } from './credit-lines.ts'
import { lockHold, saveHold, type Hold } from './hold.ts'
import { postCredits } from './post-credits.ts'

export interface RefundCredits {
  readonly organisationId: string
  /** The job that has used them. */
  readonly subject: string
  readonly credits: number
  readonly reason: string
  readonly actorId: string
  /** The same cause refunds once. */
  readonly causeId: string
  readonly now: Date
}

/**
 * Gives back credits of a job that was settled: together at most what it has cost. Throws
 * `payments.creditsRefundTooLarge` and `unknownHold`.
 */
export async function refundCredits(tx: CallerTransaction, refund: RefundCredits): Promise<Hold> {
  const { kysely } = tx.withTypes<PaymentsTables>()
  const { credits, organisationId, subject, now } = refund
  const hold = await lockHold(kysely, refund)
  if (!hold) throw problems.unknownHold({ subject })
  if (credits < 1 || credits > refundable(hold)) {
    throw problems.creditsRefundTooLarge({ holdId: hold.id, credits, most: refundable(hold) })
  }
  const refunded = hold.refunded + credits
  const after = { ...hold, refunded, changedAt: now, version: hold.version + 1 }
  await saveHold(kysely, after)
  await postCredits(kysely, {
    organisationId,
    kind: 'refunded',
    causeId: refund.causeId,
    holdId: hold.id,
    actorId: refund.actorId,
    reason: refund.reason,
    at: now,
    moved: creditLines.refunded(credits),
  })
  await tx.emit('credits.refunded', creditEvent(hold, { credits }), subject)
  return after
}

/** Nothing of what a plan has paid. */
function refundable({ used, refunded, paidByPlan }: Hold): number {
  return paidByPlan ? 0 : used - refunded
}
