import type { CallerTransaction } from '../parts.ts'
import { problems } from '../problems.ts'
import { move } from '../states.ts'
import type { PaymentsTables } from '../tables.ts'
import { creditEvent } from './credit-events.ts'
import { creditLines } from './credit-lines.ts'
import { lockHold, saveHold, type Hold } from './hold.ts'
import { postCredits } from './post-credits.ts'
import type { DecideCredits } from './settle-credits.ts'

/**
 * Gives back what a job has set aside: it has failed or was cancelled. Safe to call twice. Throws
 * `payments.holdDecided` when it was settled, which is for staff alone to refund, and
 * `unknownHold`.
 */
export async function releaseCredits(
  tx: CallerTransaction,
  releasing: DecideCredits,
): Promise<Hold> {
  const { subject, now } = releasing
  const hold = await lockHold(tx.withTypes<PaymentsTables>().kysely, releasing)
  if (!hold) throw problems.unknownHold({ subject })
  if (hold.state === 'released') return hold
  if (hold.state === 'settled') throw problems.holdDecided({ holdId: hold.id, state: hold.state })
  return releaseLocked(tx, hold, now)
}

/** Gives back what a locked hold has set aside. */
export async function releaseLocked(tx: CallerTransaction, hold: Hold, now: Date): Promise<Hold> {
  const { kysely } = tx.withTypes<PaymentsTables>()
  const released = move('credit_hold', hold, { to: 'released', at: now })
  await saveHold(kysely, released)
  if (!hold.paidByPlan) {
    await postCredits(kysely, {
      organisationId: hold.organisationId,
      kind: 'released',
      causeId: hold.id,
      holdId: hold.id,
      at: now,
      moved: creditLines.released(hold),
    })
  }
  await tx.emit('credits.released', creditEvent(hold, { credits: hold.cost }), hold.subject)
  return released
}
