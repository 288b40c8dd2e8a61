import type { CallerTransaction } from '../parts.ts'
import { problems } from '../problems.ts'
import { move } from '../states.ts'
import type { PaymentsTables } from '../tables.ts'
import { creditEvent } from './credit-events.ts'
import { creditLines } from './credit-lines.ts'
import { lockHold, saveHold, type Hold } from './hold.ts'
import { postCredits } from './post-credits.ts'

export interface DecideCredits {
  readonly organisationId: string
  /** The job that has reserved. */
  readonly subject: string
  readonly now: Date
}

export interface SettleCredits extends DecideCredits {
  /** How many were used: at most what was set aside, and all of it unless told. */
  readonly actual?: number
}

/**
 * Takes what a job has used and gives back the rest, in the transaction that publishes its result.
 * Safe to call twice; what was settled stays as it is. Throws `payments.holdDecided` when the
 * credits were released, so that nothing is published that nobody pays for; `unknownHold` and
 * `usedTooMuch`.
 */
export async function settleCredits(tx: CallerTransaction, settling: SettleCredits): Promise<Hold> {
  const { kysely } = tx.withTypes<PaymentsTables>()
  const hold = await lockHold(kysely, settling)
  if (!hold) throw problems.unknownHold({ subject: settling.subject })
  if (hold.state === 'settled') return hold
  if (hold.state === 'released') throw problems.holdDecided({ holdId: hold.id, state: hold.state })
  const { actual: used = hold.cost, now } = settling
  if (!Number.isSafeInteger(used) || used < 0 || used > hold.cost) {
    throw problems.usedTooMuch({ holdId: hold.id, used, cost: hold.cost })
  }
  const settled: Hold = { ...move('credit_hold', hold, { to: 'settled', at: now }), used }
  await saveHold(kysely, settled)
  await postCredits(kysely, {
    organisationId: hold.organisationId,
    kind: 'settled',
    causeId: hold.id,
    holdId: hold.id,
    at: now,
    moved: hold.paidByPlan ? creditLines.settledByPlan(settled) : creditLines.settled(settled),
  })
  await tx.emit('credits.settled', creditEvent(hold, { credits: used }), hold.subject)
  return settled
}
